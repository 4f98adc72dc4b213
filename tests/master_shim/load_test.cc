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
