#include "runtime/visitors.h"

#include <catch2/catch.hpp>

namespace job_retry {
namespace {

using namespace std::chrono_literals;

constexpr Visitors::Limits kLimits = {.strangers = 6,
                                      .of_address = 4,
                                      .of_owner = 2,
                                      .rate = 2,
                                      .spare_rate = 0,
                                      .patience = 12s,
                                      .opening_bytes = 50,
                                      .stranger_bytes = 100,
                                      .unread_bytes = 1000};

struct Port {
    Visitors visitors{kLimits};
    SteadyTime now{1h};

    std::vector<int> enter(int id, const std::string& address) { return visitors.enter(id, address, now); }
    bool sent(int id, std::uint64_t total) { return visitors.sent(id, total, now); }
};

using Ids = std::vector<int>;

TEST_CASE_METHOD(Port, "where there is no place the new one goes, and nobody for its age alone") {
    for (int id = 1; id <= 6; ++id)
        CHECK(enter(id, "host" + std::to_string(id)).empty());
    for (int id = 1; id <= 6; ++id)
        CHECK(sent(id, 50));
    CHECK(enter(7, "another") == Ids{7});
    now += 3900ms;
    CHECK(enter(7, "another") == Ids{7});
    CHECK(visitors.strangers() == 6);
}

TEST_CASE_METHOD(Port, "a crowded address turns away its own, and nobody else's") {
    for (int id = 2; id <= 5; ++id)
        CHECK(enter(id, "a").empty());
    now += 300ms;
    CHECK(enter(6, "a") == Ids{6});
    CHECK(enter(7, "b").empty());
    CHECK(visitors.strangers() == 5);
}

TEST_CASE_METHOD(Port, "who has not begun goes sooner where its own address has all of its places") {
    for (int id = 2; id <= 5; ++id)
        CHECK(enter(id, "a").empty());
    CHECK(sent(2, 50));
    CHECK(enter(6, "b").empty());
    CHECK(enter(7, "c").empty());
    now += 600ms;
    CHECK(enter(8, "d") == Ids{8});
    CHECK(enter(8, "a") == Ids{3});
}

TEST_CASE_METHOD(Port, "it is counted why strangers had to go, and what they had begun in vain") {
    for (int id = 1; id <= 4; ++id)
        enter(id, "a");
    enter(5, "a");  // too fast
    for (int id = 6; id <= 7; ++id)
        enter(id, "b");
    CHECK(visitors.enter(8, "c", now, 49) == Ids{8});  // no place
    CHECK(visitors.enter(8, "c", now, 50) == Ids{8});  // late: it had begun
    CHECK(visitors.counts().too_fast == 1);
    CHECK(visitors.counts().full == 2);
    CHECK(visitors.counts().begun == 1);
    CHECK(visitors.counts().in_vain == 1);
    for (int id = 1; id <= 3; ++id)
        CHECK(sent(id, 50));
    visitors.mark(1, "m", now);
    visitors.leave(1);
    visitors.leave(2);
    visitors.mark(3, "n", now);
    visitors.mark(3, "", now);
    visitors.leave(3);
    visitors.mark(4, "o", now);  // before its bytes were looked at
    for (int id = 10; id <= 13; ++id) {
        enter(id, "d");
        CHECK(sent(id, 50));
    }
    now += 500ms;
    CHECK(enter(14, "d") == Ids{14});
    CHECK(visitors.counts().address_full == 1);
    now += 4s;
    CHECK(enter(14, "d") == Ids{10});
    CHECK(visitors.counts().slow == 1);
    CHECK(visitors.counts().begun == 9);
    CHECK(visitors.counts().in_vain == 3);
    CHECK(visitors.counts().let_in == 3);
}

TEST_CASE_METHOD(Port, "who was turned away waits outside until somebody from there is known") {
    for (int id = 1; id <= 6; ++id)
        enter(id, "host" + std::to_string(id));
    enter(7, "another");
    enter(7, "another");
    enter(8, "a third");
    CHECK(visitors.outside(now).addresses == 2);
    visitors.mark(1, "owner", now);
    CHECK(enter(7, "another").empty());
    CHECK(visitors.outside(now).addresses == 2);
    visitors.mark(7, "another owner", now);
    CHECK(visitors.outside(now).addresses == 1);
}

TEST_CASE_METHOD(Port, "who has not begun in time makes room, before anybody who has") {
    for (int id = 1; id <= 6; ++id)
        CHECK(enter(id, "host" + std::to_string(id)).empty());
    CHECK(sent(1, 50));
    CHECK(sent(2, 49));
    now += 2s;
    CHECK(enter(7, "another") == Ids{2});
    CHECK(enter(8, "a third") == Ids{3});
}

TEST_CASE_METHOD(Port,
                 "who is slow beside those who get through makes room, and where all are slow, nobody") {
    const auto fill = [&] {
        for (int id = 1; id <= 6; ++id) {
            enter(id, "host" + std::to_string(id));
            CHECK(sent(id, 50));
        }
    };
    fill();
    now += 4s;
    CHECK(enter(7, "another") == Ids{1});
    CHECK(sent(7, 50));
    now += 2s;
    for (int id = 2; id <= 7; ++id)
        visitors.mark(id, "owner", now);
    for (int id = 2; id <= 7; ++id)
        visitors.leave(id);
    // It took them six seconds.
    fill();
    now += 11s;
    CHECK(enter(7, "a third") == Ids{7});
    now += 13s;
    CHECK(enter(7, "a third") == Ids{1});
}

TEST_CASE_METHOD(Port, "who comes from where known ones came from goes before who does not") {
    enter(1, "home");
    visitors.mark(1, "owner", now);
    visitors.leave(1);
    for (int id = 1; id <= 6; ++id) {
        now += 1ms;
        CHECK(enter(id, "host" + std::to_string(id)).empty());
        CHECK(sent(id, 50));
    }
    CHECK(enter(7, "another") == Ids{7});
    CHECK(enter(7, "home") == Ids{6});
    CHECK(enter(8, "home") == Ids{5});
}

TEST_CASE("neighbouring addresses have only some of the places") {
    Visitors::Limits limits = kLimits;
    limits.of_network = 3;
    Visitors visitors(limits);
    const SteadyTime now{1h};
    for (int id = 1; id <= 3; ++id)
        CHECK(visitors.enter(id, {1, 2, 3, char(id)}, now).empty());
    CHECK(visitors.enter(4, {1, 2, 3, 4}, now) == Ids{4});
    CHECK(visitors.enter(4, {1, 2, 4, 4}, now).empty());
    visitors.mark(1, "owner", now);
    CHECK(visitors.enter(5, {1, 2, 3, 5}, now).empty());
}

TEST_CASE("where there is no place left a new one goes, whoever has the places") {
    const SteadyTime now{1h};
    Visitors::Limits few = kLimits;
    few.places = 3;
    Visitors visitors(few);
    for (int id = 1; id <= 3; ++id)
        CHECK(visitors.enter(id, "host" + std::to_string(id), now).empty());
    CHECK(visitors.enter(4, "another", now) == Ids{4});
    for (int id = 1; id <= 3; ++id)
        visitors.mark(id, "owner " + std::to_string(id), now);
    CHECK(visitors.enter(4, "another", now + 1h) == Ids{4});
    visitors.leave(3);
    CHECK(visitors.enter(4, "another", now + 1h).empty());
    CHECK(visitors.known() + visitors.strangers() == 3);
}

TEST_CASE_METHOD(Port, "who comes too fast is turned away, and may come again at the rate") {
    for (int id = 1; id <= 4; ++id) {
        CHECK(enter(id, "a").empty());
        visitors.leave(id);
    }
    CHECK(enter(5, "a") == Ids{5});
    CHECK(enter(6, "b").empty());
    now += 500ms;
    CHECK(enter(5, "a").empty());
    CHECK(enter(7, "a") == Ids{7});
}

TEST_CASE("what others leave unused is for whoever comes too fast, at last for those alone who were known") {
    Visitors::Limits limits = kLimits;
    limits.spare_rate = 2;
    limits.rate = 0;
    Visitors visitors(limits);
    SteadyTime now{1h};
    const auto comes_in = [&](const std::string& address) {
        const bool came = visitors.enter(9, address, now).empty();
        visitors.leave(9);
        return came;
    };
    visitors.enter(1, "home", now);
    visitors.mark(1, "owner", now);
    for (const char* address : {"home", "home", "home", "a", "a", "a", "a"})
        CHECK(comes_in(address));
    for (int i = 0; i < 4; ++i)
        CHECK(comes_in("a"));
    CHECK_FALSE(comes_in("a"));
    for (int i = 0; i < 4; ++i)
        CHECK(comes_in("home"));
    CHECK_FALSE(comes_in("home"));
    now += 1s;
    CHECK(comes_in("home"));
}

TEST_CASE_METHOD(Port, "one owner has so many places: its oldest goes") {
    for (int id = 1; id <= 4; ++id)
        enter(id, "a");
    CHECK(visitors.mark(1, "m", now).empty());
    CHECK(visitors.mark(2, "m", now).empty());
    CHECK(visitors.mark(3, "n", now).empty());
    CHECK(visitors.mark(4, "m", now) == Ids{1});
    CHECK(visitors.mark(3, "m", now) == Ids{2});
    CHECK(visitors.known() == 2);
    CHECK(visitors.strangers() == 0);
}

TEST_CASE_METHOD(Port, "an owner that has lost its rights loses all of its places, and nobody else does") {
    for (int id = 1; id <= 3; ++id)
        enter(id, "a");
    visitors.mark(1, "m", now);
    visitors.mark(2, "m", now);
    visitors.mark(3, "n", now);
    CHECK(visitors.drop("m") == Ids{1, 2});
    CHECK(visitors.drop("m").empty());
    CHECK(visitors.known() == 1);
}

TEST_CASE_METHOD(Port, "who is known takes no stranger's place and is not turned away for one") {
    enter(1, "a");
    visitors.mark(1, "owner 1", now);
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

TEST_CASE_METHOD(Port, "a stranger that is silent goes after the patience") {
    enter(1, "a");
    now += 4s;
    enter(2, "a");
    CHECK(visitors.next() == now + 8s);
    CHECK(sent(1, 1));
    CHECK(visitors.next() == now + 12s);
    now += 12s;
    CHECK(visitors.overdue(now) == Ids{1, 2});
    CHECK_FALSE(visitors.next());
}

TEST_CASE_METHOD(Port, "a stranger that says a little now and then goes after twice the patience") {
    enter(1, "a");
    for (std::uint64_t bytes = 1; bytes <= 5; ++bytes) {
        now += 4s;
        CHECK(sent(1, bytes));
        CHECK(visitors.overdue(now).empty());
    }
    now += 4s;
    CHECK(visitors.overdue(now) == Ids{1});
}

TEST_CASE_METHOD(Port, "a stranger may send little, whatever was read of it") {
    enter(1, "a");
    CHECK(sent(1, 100));
    visitors.read(1, 100, now);
    CHECK_FALSE(sent(1, 101));
    CHECK(visitors.strangers() == 0);
}

TEST_CASE_METHOD(Port, "a stranger is heard for so many bytes, also when it had to go, until it has left") {
    enter(1, "a");
    CHECK(visitors.read(1, 60, now));
    CHECK_FALSE(sent(1, 101));
    CHECK(visitors.read(1, 40, now));
    CHECK_FALSE(visitors.read(1, 1, now));
    visitors.leave(1);
    enter(1, "a");
    CHECK(visitors.read(1, 100, now));
}

TEST_CASE_METHOD(Port, "who was not seen entering yet is heard as a stranger is") {
    CHECK(visitors.read(1, 100, now));
    CHECK_FALSE(visitors.read(1, 1, now));
    enter(1, "a");
    CHECK(visitors.read(1, 100, now));
}

TEST_CASE_METHOD(Port, "who is known is always heard, and once it is no more, as a stranger") {
    enter(1, "a");
    CHECK(visitors.read(1, 90, now));
    visitors.mark(1, "owner 1", now);
    for (int i = 0; i < 100; ++i)
        CHECK(visitors.read(1, 900, now));
    visitors.mark(1, "", now);
    CHECK(visitors.read(1, 100, now));
    CHECK_FALSE(visitors.read(1, 1, now));
}

TEST_CASE_METHOD(Port, "who is known may send without end what is read, and little that is not") {
    enter(1, "a");
    CHECK(sent(1, 90));
    visitors.mark(1, "m", now);
    std::uint64_t total = 90;
    for (int i = 0; i < 100; ++i) {
        total += 900 + 42;
        CHECK(sent(1, total));
        visitors.read(1, 900, now);
    }
    CHECK(sent(1, total + 1000));
    CHECK_FALSE(sent(1, total + 1001));
}

TEST_CASE_METHOD(Port, "a million small messages and a proof again and again are no credit") {
    enter(1, "a");
    visitors.mark(1, "m", now);
    std::uint64_t total = 0;
    for (int i = 0; i < 1'000'000; ++i) {
        total += 36;
        REQUIRE(sent(1, total));
        visitors.read(1, 1, now);
        if (i % 1000 == 0) visitors.mark(1, i % 2000 == 0 ? "n" : "m", now);
    }
    constexpr std::uint64_t kAhead = 64 << 10;
    CHECK_FALSE(sent(1, total + kAhead + 1001));
}

TEST_CASE_METHOD(Port, "pings of a quiet month are not held against who is known, and are no credit") {
    enter(1, "a");
    visitors.mark(1, "m", now);
    std::uint64_t total = 0;
    for (int minute = 0; minute < 30 * 24 * 60; ++minute) {
        now += 1min;
        total += 68;
        REQUIRE(sent(1, total));
        if (minute % 60 == 0) visitors.read(1, 0, now);
    }
    CHECK_FALSE(sent(1, total + 10'000));
}

TEST_CASE_METHOD(Port, "who has lost its proof is a stranger again, from then on") {
    enter(1, "a");
    visitors.mark(1, "owner 1", now);
    CHECK(sent(1, 500));
    now += 1h;
    visitors.mark(1, "", now);
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
    // They are looked through once a second.
    CHECK(visitors.addresses() <= 2 * limits.strangers + 1001);
}

}  // namespace
}  // namespace job_retry
