#include "master_shim/event.h"

#include <catch2/catch.hpp>

#include "tests/master_shim/salt_bytes.h"

using namespace job_retry;
using namespace job_retry::test;

namespace {

const std::string kJid = "20260102030405678901";
const std::string kNew = "salt/job/" + kJid + "/new";

JobSeen job_of(const std::string& data) {
    const auto observation = read_event(kNew, data);
    REQUIRE(observation);
    REQUIRE(std::holds_alternative<JobSeen>(*observation));
    return std::get<JobSeen>(*observation);
}

// The `new` event with one value replaced.
std::string with(const std::string& key, const std::string& value) {
    std::vector<std::pair<std::string, std::string>> pairs = {
        {"jid", text(kJid)},           {"tgt_type", text("list")}, {"tgt", texts({"a", "b"})},
        {"user", text("sudo_ann")},    {"fun", text("cmd.run")},   {"arg", texts({"date"})},
        {"minions", texts({"a", "b"})}};
    for (auto& pair : pairs) {
        if (pair.first == key) pair.second = value;
    }
    return map(pairs);
}

}  // namespace

TEST_CASE("a new event gives its job") {
    const JobSeen seen = job_of(with("", ""));
    CHECK(seen.jid.text() == kJid);
    CHECK(seen.facts.functions == std::vector<std::string>{"cmd.run"});
    CHECK(seen.facts.tgt == "a,b");
    CHECK(seen.facts.tgt_type == "list");
    CHECK(seen.facts.user == "sudo_ann");
    CHECK(seen.minions == std::vector<std::string>{"a", "b"});
    CHECK_FALSE(seen.minions_unknown);
    const auto load = read_load(seen.load);
    REQUIRE(load);
    CHECK(load->jid == kJid);
    CHECK(load->facts.tgt == "a,b");
}

TEST_CASE("a job was published when the event says, in the notation of each release") {
    const auto published = [](const std::string& stamp) {
        return job_of(map({{"jid", text(kJid)}, {"_stamp", stamp}})).published_at;
    };
    const WallTime second{std::chrono::seconds(1767323045)};
    CHECK(published(text("2026-01-02T03:04:05.678901")) == second + std::chrono::microseconds(678901));
    CHECK(published(text("2026-01-02T03:04:05.678901+00:00")) == second + std::chrono::microseconds(678901));
    CHECK(published(text("2026-01-02T03:04:05")) == second);
    CHECK(published(text("2026-01-02T03:04:05+00:00")) == second);
    for (const char* nonsense : {"", "VALUE_TRIMMED", "2026-01-02", "2026-13-02T03:04:05", "+00:00"})
        CHECK_FALSE(published(text(nonsense)));
    CHECK_FALSE(published("\xc0"));
    CHECK_FALSE(job_of(with("", "")).published_at);
}

TEST_CASE("arguments pass into the load byte for byte, ext types included") {
    const std::string when = std::string(
        "\xc7\x0c\x4e"
        "20260102T030",
        15);
    const std::string arg = list({text("date"), when, map({{"__kwarg__", "\xc3"}, {"cwd", text("/tmp")}})});
    const JobSeen seen = job_of(with("arg", arg));
    CHECK(seen.load.find(arg) != std::string::npos);
}

TEST_CASE("a multi-function job has all its functions") {
    const JobSeen seen = job_of(with("fun", texts({"test.ping", "cmd.run"})));
    CHECK(seen.facts.functions == std::vector<std::string>{"test.ping", "cmd.run"});
}

TEST_CASE("a trimmed event gives no load, and trimmed minions are unknown") {
    CHECK(job_of(with("arg", text("VALUE_TRIMMED"))).load.empty());
    CHECK(job_of(with("arg", texts({"VALUE_TRIMMED"}))).load.empty());
    CHECK(job_of(with("tgt", text("VALUE_TRIMMED"))).load.empty());
    CHECK(job_of(with("fun", text("VALUE_TRIMMED"))).load.empty());
    CHECK(job_of(with("jid", text("VALUE_TRIMMED"))).jid.text() == kJid);
    const JobSeen seen = job_of(with("minions", text("VALUE_TRIMMED")));
    CHECK(seen.minions_unknown);
    CHECK(seen.minions.empty());
}

TEST_CASE("text may be bin or str and need not be UTF-8") {
    const JobSeen seen = job_of(with("user", bin("\xff\x00user")));
    CHECK(seen.facts.user.substr(0, 1) == "\xff");
}

TEST_CASE("an event whose data names another job than its tag is no job") {
    CHECK_FALSE(read_event(kNew, with("jid", text("20260102030405678902"))));
}

TEST_CASE("a JID that is a number is a JID") {
    const auto seen = read_event("salt/job/77/new", with("jid", std::string("\x4d")));
    REQUIRE(seen);
    CHECK(std::get<JobSeen>(*seen).jid.text() == "77");
}

TEST_CASE("ids that are no file names are left out") {
    const JobSeen seen = job_of(with("minions", texts({"a", "../b", "", ".", "c/d", "e"})));
    CHECK(seen.minions == std::vector<std::string>{"a", "e"});
}

TEST_CASE("a return needs its tag alone") {
    const auto seen = read_event("salt/job/" + kJid + "/ret/web1", "");
    REQUIRE(seen);
    const auto& returned = std::get<ReturnSeen>(*seen);
    CHECK(returned.jid.text() == kJid);
    CHECK(returned.minion == "web1");
    CHECK_FALSE(read_event("salt/job/" + kJid + "/ret/", ""));
    CHECK_FALSE(read_event("salt/job/" + kJid + "/prog/web1/3", ""));
}

TEST_CASE("signs of life and changed keys are seen") {
    CHECK(std::get<MinionSeen>(*read_event("salt/minion/web1/start", "")).minion == "web1");
    CHECK(std::get<MinionSeen>(*read_event("minion/refresh/web1", "")).minion == "web1");
    CHECK(std::get<MinionSeen>(*read_event("salt/auth", map({{"id", text("web1")}}))).minion == "web1");
    CHECK(std::get<KeyChanged>(*read_event("salt/key", map({{"id", text("web1")}}))).minion == "web1");
    CHECK(std::holds_alternative<OwnEventSeen>(*read_event("salt/job_retry/1/a/pending", "")));
    CHECK_FALSE(read_event("salt/presence/present", ""));
    CHECK_FALSE(read_event("salt/key", map({{"id", text("../web1")}})));
}

TEST_CASE("no truncation and no changed byte of a new event breaks the reader") {
    const std::string data = with("", "");
    for (std::size_t size = 0; size < data.size(); ++size)
        CHECK_FALSE(read_event(kNew, std::string_view(data).substr(0, size)));
    for (std::size_t at = 0; at < data.size(); ++at) {
        std::string changed = data;
        for (int byte = 0; byte < 256; ++byte) {
            changed[at] = static_cast<char>(byte);
            read_event(kNew, changed);
        }
    }
}
