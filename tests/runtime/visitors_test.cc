#include "runtime/visitors.h"

#include <catch2/catch.hpp>

namespace job_retry {
namespace {

using namespace std::chrono_literals;

constexpr Visitors::Limits kLimits = {
    .strangers = 6, .of_address = 4, .rate = 2, .patience = 10s, .stranger_bytes = 100, .unread_bytes = 1000};

struct Port {
    Visitors visitors{kLimits};
    SteadyTime now{1h};

    std::vector<int> enter(int id, const std::string& address) { return visitors.enter(id, address, now); }
    bool sent(int id, std::uint64_t total) { return visitors.sent(id, total, now); }
};

using Ids = std::vector<int>;

TEST_CASE_METHOD(Port, "the oldest stranger of a crowded address makes room, and nobody else") {
    CHECK(enter(1, "b").empty());
    for (int id = 2; id <= 5; ++id)
        CHECK(enter(id, "a").empty());
    now += 1s;
    CHECK(enter(6, "a") == Ids{2});
    CHECK(enter(7, "b").empty());
    CHECK(visitors.strangers() == 6);
}

TEST_CASE_METHOD(Port, "beyond all places the oldest stranger makes room") {
    for (int id = 1; id <= 6; ++id)
        CHECK(enter(id, "host" + std::to_string(id)).empty());
    CHECK(enter(7, "another") == Ids{1});
}

TEST_CASE("where there is no place left a stranger goes, and a new one where all are known") {
    const SteadyTime now{1h};
    Visitors::Limits few = kLimits;
    few.places = 3;
    Visitors visitors(few);
    for (int id = 1; id <= 3; ++id)
        CHECK(visitors.enter(id, "host" + std::to_string(id), now).empty());
    visitors.mark(1, true, now);
    CHECK(visitors.enter(4, "another", now) == Ids{2});
    visitors.mark(3, true, now);
    visitors.mark(4, true, now);
    CHECK(visitors.enter(5, "another", now) == Ids{5});
    visitors.leave(3);
    CHECK(visitors.enter(5, "another", now).empty());
    CHECK(visitors.known() + visitors.strangers() == 3);
}

TEST_CASE_METHOD(Port, "who comes too fast is turned away, and may come again at the rate") {
    for (int id = 1; id <= 4; ++id)
        CHECK(enter(id, "a").empty());
    CHECK(enter(5, "a") == Ids{5});
    CHECK(enter(6, "b").empty());
    now += 500ms;
    CHECK(enter(5, "a") == Ids{1});
    CHECK(enter(7, "a") == Ids{7});
}

TEST_CASE_METHOD(Port, "who is known takes no stranger's place and is not turned away for one") {
    enter(1, "a");
    visitors.mark(1, true, now);
    CHECK(visitors.known() == 1);
    for (int round = 0; round < 100; ++round) {
        now += 1s;
        for (const int gone : enter(10 + round, "a"))
            CHECK(gone != 1);
    }
    now += 1h;
    for (const int gone : visitors.overdue(now))
        CHECK(gone != 1);
    CHECK(visitors.strangers() == 0);
    CHECK(visitors.known() == 1);
}

TEST_CASE_METHOD(Port, "a stranger's time is over after the patience") {
    enter(1, "a");
    now += 4s;
    enter(2, "a");
    CHECK(visitors.next() == now + 6s);
    now += 6s;
    CHECK(visitors.overdue(now) == Ids{1});
    CHECK(visitors.next() == now + 4s);
    visitors.leave(2);
    CHECK_FALSE(visitors.next());
}

TEST_CASE_METHOD(Port, "a stranger may send little, whatever was read of it") {
    enter(1, "a");
    CHECK(sent(1, 100));
    visitors.read(1, 100);
    CHECK_FALSE(sent(1, 101));
    CHECK(visitors.strangers() == 0);
}

TEST_CASE_METHOD(Port, "a stranger is heard for so many bytes, also when it had to go, until it has left") {
    enter(1, "a");
    CHECK(visitors.read(1, 60));
    CHECK_FALSE(sent(1, 101));
    CHECK(visitors.read(1, 40));
    CHECK_FALSE(visitors.read(1, 1));
    visitors.leave(1);
    enter(1, "a");
    CHECK(visitors.read(1, 100));
}

TEST_CASE_METHOD(Port, "who was not seen entering yet is heard as a stranger is") {
    CHECK(visitors.read(1, 100));
    CHECK_FALSE(visitors.read(1, 1));
    enter(1, "a");
    CHECK(visitors.read(1, 100));
}

TEST_CASE_METHOD(Port, "who is known is always heard, and once it is no more, as a stranger") {
    enter(1, "a");
    CHECK(visitors.read(1, 90));
    visitors.mark(1, true, now);
    for (int i = 0; i < 100; ++i)
        CHECK(visitors.read(1, 900));
    visitors.mark(1, false, now);
    CHECK(visitors.read(1, 100));
    CHECK_FALSE(visitors.read(1, 1));
}

TEST_CASE_METHOD(Port, "who is known may send without end what is read, and little that is not") {
    enter(1, "a");
    CHECK(sent(1, 90));
    visitors.mark(1, true, now);
    std::uint64_t total = 90;
    for (int i = 0; i < 100; ++i) {
        total += 900;
        CHECK(sent(1, total));
        visitors.read(1, 900);
    }
    // The wire's own part of what was read, and nothing more than the bound.
    CHECK(sent(1, total + 1000));
    CHECK_FALSE(sent(1, total + 1000 + 100 * 128 + 1));
}

TEST_CASE_METHOD(Port, "pings of a quiet day are not held against who is known") {
    enter(1, "a");
    visitors.mark(1, true, now);
    now += 24h;
    CHECK(sent(1, 24 * 3600 * 4));
}

TEST_CASE_METHOD(Port, "who has lost its proof is a stranger again, from then on") {
    enter(1, "a");
    visitors.mark(1, true, now);
    CHECK(sent(1, 500));
    now += 1h;
    visitors.mark(1, false, now);
    CHECK(visitors.strangers() == 1);
    CHECK(visitors.overdue(now).empty());
    CHECK(sent(1, 600));
    CHECK_FALSE(sent(1, 601));
}

TEST_CASE("addresses that are gone are forgotten") {
    Visitors::Limits limits = kLimits;
    limits.rate = 1000;
    Visitors visitors(limits);
    SteadyTime now{1h};
    for (int id = 0; id < 10000; ++id) {
        now += 1ms;
        visitors.enter(id, "host" + std::to_string(id), now);
    }
    CHECK(visitors.strangers() == 6);
    CHECK(visitors.addresses() <= 2 * limits.strangers + 1);
}

}  // namespace
}  // namespace job_retry
