#include "proto/worker.h"

#include <catch2/catch.hpp>
#include <string>
#include <vector>

#include "proto/examples.h"
#include "proto/wire.h"

namespace job_retry::proto {
namespace {

const std::string kJid = "20261124060139123456";

Jid jid() {
    return Jid::parse(kJid).value();
}

std::string ready() {
    return MapWriter(1, "ready").text("salt", "3006.28").uint("pid", 4711).bytes();
}

std::string outcome(const std::string& word, const std::string& text = "") {
    return MapWriter(1, "outcome").text("jid", kJid).text("outcome", word).text("text", text).bytes();
}

TEST_CASE("what a worker says is understood") {
    CHECK(decode_from_worker(ready()).value() == FromWorker(WorkerReady{"3006.28", 4711}));
    const std::vector<std::pair<std::string, Outcome>> words = {
        {"returned", Outcome::returned}, {"return_lost", Outcome::return_lost},
        {"requeued", Outcome::requeued}, {"not_targeted", Outcome::not_targeted},
        {"refused", Outcome::refused},   {"failed", Outcome::failed},
        {"invalid", Outcome::invalid},   {"held", Outcome::held}};
    for (const auto& [word, value] : words)
        CHECK(decode_from_worker(outcome(word, "why")).value() ==
              FromWorker(WorkerOutcome{jid(), value, "why"}));
}

TEST_CASE("what a worker of ours says and is given is what the agent reads and writes") {
    const FromWorker said = WorkerOutcome{jid(), Outcome::refused, "conflict"};
    CHECK(decode_from_worker(encode(said)).value() == said);
    const WorkerJob job{jid(), "load"};
    CHECK(decode_worker_job(encode(job), 4096).value() == job);
    CHECK(!decode_worker_job(encode(said), 4096));
}

TEST_CASE("the bytes of the worker's messages in PROTOCOL.md are the real ones") {
    const auto documented = test::documented_examples();
    const auto check = [&](const std::string& name, const std::string& bytes) {
        const auto found = documented.find(name);
        INFO(name << "\n" << test::hex_lines(bytes));
        CHECK((found == documented.end() ? "" : found->second) == bytes);
    };
    check("worker/ready", ready());
    check("worker/job", encode(WorkerJob{jid(), std::string("\x81\xa3"
                                                            "fun\xa9test.ping",
                                                            15)}));
    check("worker/outcome", outcome("returned"));
}

TEST_CASE("a worker's message that is cut, unknown or of another version is refused") {
    for (const std::string& bytes : {ready(), outcome("returned", "text")}) {
        for (std::size_t size = 0; size < bytes.size(); ++size)
            CHECK_FALSE(decode_from_worker(bytes.substr(0, size)));
        CHECK_FALSE(decode_from_worker(bytes + "x"));
    }
    CHECK_FALSE(decode_from_worker(outcome("exploded")));
    CHECK_FALSE(decode_from_worker(outcome("failed", std::string(20000, 'x'))));
    CHECK_FALSE(decode_from_worker(MapWriter(1, "job").text("jid", kJid).bytes()));
    const auto other = decode_from_worker(MapWriter(9, "ready").text("salt", "1").uint("pid", 1).bytes());
    REQUIRE_FALSE(other);
    CHECK_THAT(other.error().text, Catch::Contains("version 9"));
}

TEST_CASE("a job's load reaches the worker as it is") {
    const std::string load = std::string(100000, '\xff') + '\0';
    const std::string bytes = encode(WorkerJob{jid(), load});
    MapReader reader(bytes, {.bytes = bytes.size()});
    CHECK(reader.text("type", 1, 64) == "job");
    CHECK(reader.text("jid", 1, 128) == kJid);
    CHECK(reader.text("load", 0, bytes.size()) == load);
    CHECK_FALSE(reader.error());
}

}  // namespace
}  // namespace job_retry::proto
