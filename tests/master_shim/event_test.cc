#include "master_shim/event.h"

#include <catch2/catch.hpp>

#include "tests/master_shim/salt_bytes.h"

using namespace job_retry;
using namespace job_retry::test;

namespace {

const std::string kJid = "20260102030405678901";
const std::string kNew = "salt/job/" + kJid + "/new";

}  // namespace

TEST_CASE(
    "of a job's announcement the JID of its tag is read, and nothing that somebody may have put behind it") {
    for (const std::string& data :
         {new_event(kJid, {"a", "b"}), map({}), std::string("no msgpack"), std::string()}) {
        const auto seen = read_event(kNew, data);
        REQUIRE(seen);
        CHECK(std::get<JobAnnounced>(*seen).jid.text() == kJid);
    }
    CHECK_FALSE(event_data_wanted(kNew));
    CHECK_FALSE(read_event("salt/job//new", ""));
    CHECK_FALSE(read_event("salt/job/a/b/new", ""));
    CHECK_FALSE(read_event("salt/job/" + std::string(200, '7') + "/new", ""));
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
