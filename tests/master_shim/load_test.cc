#include "master_shim/load.h"

#include <catch2/catch.hpp>

#include "tests/master_shim/salt_bytes.h"

using namespace job_retry;
using namespace job_retry::test;

namespace {

const std::string kTrue = "\xc3";
const std::string kFalse = "\xc2";

std::string stored(const std::string& kwargs) {
    return map({{"cmd", text("publish")},
                {"tgt", text("*")},
                {"key", text("secret")},
                {"fun", text("cmd.run")},
                {"arg", texts({"date"})},
                {"ret", text("")},
                {"jid", text("20260102030405678901")},
                {"kwargs", kwargs},
                {"user", text("ann")},
                {"tgt_type", text("glob")}});
}

}  // namespace

TEST_CASE("a load that a minion gets has nothing that only the master may know") {
    const std::string kwargs = map({{"token", text("t0ken")},
                                    {"username", text("ann")},
                                    {"password", text("hunter2")},
                                    {"eauth", text("pam")},
                                    {"metadata", map({{"ticket", text("4711")}})},
                                    {"delimiter", text("|")}});
    const auto load = load_for_minion(stored(kwargs));
    REQUIRE(load);
    for (const char* secret : {"t0ken", "hunter2", "secret", "pam", "publish"}) {
        INFO(secret);
        CHECK(load->find(secret) == std::string::npos);
    }
    CHECK(load->find("4711") != std::string::npos);
    CHECK(load->find("delimiter") != std::string::npos);
    const auto facts = read_load(*load);
    REQUIRE(facts);
    CHECK(facts->jid == "20260102030405678901");
    CHECK(facts->facts.user == "ann");
}

TEST_CASE("a load without function, arguments or target is none") {
    CHECK_FALSE(load_for_minion(map({{"fun", text("a.b")}, {"tgt", text("*")}})));
    CHECK_FALSE(load_for_minion(map({{"fun", text("a.b")}, {"arg", texts({})}})));
    CHECK_FALSE(load_for_minion(map({{"arg", texts({})}, {"tgt", text("*")}})));
    CHECK_FALSE(load_for_minion(text("load")));
    CHECK_FALSE(load_for_minion(""));
    // What stands twice each reader would choose for himself.
    for (const char* twice : {"jid", "fun", "ret"})
        CHECK_FALSE(load_for_minion(map({{"fun", text("a.b")},
                                         {"arg", texts({})},
                                         {"tgt", text("*")},
                                         {"jid", text("7")},
                                         {"ret", text("")},
                                         {twice, text("8")}})));
    const std::string kwargs = map({{"metadata", text("a")}, {"metadata", text("b")}});
    CHECK_FALSE(load_for_minion(stored(kwargs)));
}

TEST_CASE("a job opts out, or names its own expiry, in its metadata") {
    const auto facts = [](const std::string& job_retry) {
        const auto load = read_load(stored(map({{"metadata", map({{"job_retry", job_retry}})}})));
        REQUIRE(load);
        return load->facts;
    };
    CHECK(facts(kFalse).excluded_by_job);
    CHECK_FALSE(facts(kTrue).excluded_by_job);
    CHECK(facts(map({{"expire", std::string("\xcd\x0e\x10")}})).expire == std::chrono::seconds(3600));
    CHECK_FALSE(facts(map({{"expire", std::string("\xff")}})).expire);
    CHECK_FALSE(facts(text("no")).excluded_by_job);
}

TEST_CASE("a job that names executors without the gate is not owed") {
    const auto excluded = [](const std::string& executors) {
        const auto load = read_load(stored(map({{"module_executors", executors}})));
        REQUIRE(load);
        return load->facts.excluded_by_job;
    };
    CHECK(excluded(texts({"direct_call"})));
    CHECK(excluded(text("direct_call")));
    CHECK_FALSE(excluded(texts({"splay", "job_retry"})));
    CHECK_FALSE(excluded(text("job_retry")));
    CHECK_FALSE(excluded(texts({})));
    CHECK_FALSE(excluded(text("")));
}

TEST_CASE("a publication is what says that it was published, under its own JID") {
    const Jid job = *Jid::parse("20260102030405678901");
    const WallTime at(std::chrono::seconds(7));
    const auto published = read_publication(job, stored(map({})), {"a"}, at);
    REQUIRE(published);
    CHECK(published->facts.functions == std::vector<std::string>{"cmd.run"});
    CHECK(published->minions == std::vector<std::string>{"a"});
    CHECK(published->published_at == at);
    CHECK(published->load == *load_for_minion(stored(map({}))));
    CHECK_FALSE(read_publication(*Jid::parse("7"), stored(map({})), {"a"}, at));
    CHECK_FALSE(read_publication(job, text("load"), {"a"}, at));
}

TEST_CASE("a load that says something twice says nothing") {
    // A minion's return may hold a key as text and as bytes, which are the same once they are stored.
    const std::string pairs = text("cmd") + text("_return") + text("jid") + text("20260102030405678901") +
                              text("fun") + text("cmd.run") + text("arg") + texts({"id"}) + text("tgt") +
                              text("*") + text("cmd") + text("publish");
    std::string twice;
    append_msgpack_map(twice, 6);
    twice += pairs;
    CHECK_FALSE(read_load(twice));
    CHECK_FALSE(read_publication(*Jid::parse("20260102030405678901"), twice, {"a"}, WallTime()));
}

TEST_CASE("a load that is too large to be handed out is known, without its bytes") {
    const Jid job = *Jid::parse("20260102030405678901");
    const auto large = map({{"cmd", text("publish")},
                            {"jid", text(job.text())},
                            {"fun", text("cmd.run")},
                            {"arg", texts({std::string(std::size_t{5} << 20, 'x')})},
                            {"tgt", text("*")}});
    const auto published = read_publication(job, large, {"a"}, WallTime());
    REQUIRE(published);
    CHECK(published->load.empty());
    CHECK(published->facts.functions == std::vector<std::string>{"cmd.run"});
}

TEST_CASE("no expiry from outside is longer than ten years, whatever a publisher writes") {
    const auto expire = [](const std::string& number) {
        return read_load(stored(map({{"metadata", map({{"job_retry", map({{"expire", number}})}})}})))
            ->facts.expire;
    };
    const std::chrono::seconds ten_years = std::chrono::days(3650);
    CHECK(expire(std::string("\xcf\x7f\xff\xff\xff\xff\xff\xff\xff", 9)) == ten_years);
    CHECK(expire(std::string("\xcf\xff\xff\xff\xff\xff\xff\xff\xff", 9)) == ten_years);
    CHECK(expire(std::string("\xcf\x00\x00\x09\x18\x4e\x72\xa0\x00", 9)) == ten_years);  // 10^13
    CHECK_FALSE(expire(std::string("\x00", 1)));
}

TEST_CASE("a job that a minion published says so") {
    CHECK(read_load(stored(map({{"id", text("edge")}})))->facts.by_peer);
    CHECK_FALSE(read_load(stored(map({})))->facts.by_peer);
}

TEST_CASE("a function name that nobody could call is none") {
    CHECK(read_functions(text(std::string(1024, 'f'))).size() == 1);
    CHECK(read_functions(text(std::string(1025, 'f'))).empty());
    CHECK(read_functions(texts({"a.b", std::string(1025, 'f')})).empty());
}

namespace {

LoadFacts with_arguments(const std::string& fun, const std::string& arg) {
    return *read_load(map({{"fun", fun}, {"arg", arg}, {"tgt", text("*")}}));
}

}  // namespace

TEST_CASE("metadata that the command line put among the arguments counts like --metadata") {
    const std::string opt_out = map({{"job_retry", kFalse}});
    const std::string keyword = map({{"__kwarg__", kTrue}, {"metadata", opt_out}});
    CHECK(with_arguments(text("cmd.run"), list({text("date"), keyword})).facts.excluded_by_job);
    CHECK(with_arguments(texts({"cmd.run", "test.echo"}),
                         list({list({text("date")}), list({text("x"), keyword})}))
              .facts.excluded_by_job);
    // A value of the function's own.
    const std::string value = map({{"metadata", opt_out}});
    CHECK_FALSE(with_arguments(text("test.echo"), list({value})).facts.excluded_by_job);
    CHECK_FALSE(with_arguments(text("test.echo"), list({list({keyword})})).facts.excluded_by_job);
    const std::string expire = map({{"job_retry", map({{"expire", std::string(1, 60)}})}});
    const auto read =
        with_arguments(text("cmd.run"), list({map({{"__kwarg__", kTrue}, {"metadata", expire}})}));
    CHECK(read.facts.expire == std::chrono::seconds(60));
}

TEST_CASE("a load that ends another job says which") {
    const std::string job = "20260102030405678901";
    const auto kills = [](const std::string& fun, const std::vector<std::string>& arg) {
        return with_arguments(text(fun), list(arg)).kills;
    };
    const auto keywords = [&](const std::string& signal) {
        return map({{"__kwarg__", kTrue}, {"jid", text(job)}, {"sig", signal}});
    };
    CHECK(kills("saltutil.kill_job", {text(job)}) == job);
    CHECK(kills("saltutil.term_job", {text(job)}) == job);
    CHECK(kills("saltutil.kill_job", {keywords("\x09")}) == job);
    CHECK(kills("saltutil.kill_job", {std::string(1, 7)}) == "7");  // a JID of the publisher's own
    CHECK(kills("saltutil.signal_job", {text(job), "\x09"}) == job);
    CHECK(kills("saltutil.signal_job", {text(job), text("15")}) == job);
    CHECK(kills("saltutil.signal_job", {keywords("\x0f")}) == job);
    CHECK(kills("saltutil.signal_job", {text(job), "\x0a"}).empty());  // SIGUSR1 ends nothing
    CHECK(kills("saltutil.signal_job", {text(job)}).empty());
    CHECK(kills("saltutil.find_job", {text(job)}).empty());
    CHECK(kills("saltutil.kill_job", {}).empty());
    CHECK(kills("saltutil.kill_all_jobs", {}).empty());
}
