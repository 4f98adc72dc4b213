#include "master_shim/reconciler.h"

#include <algorithm>
#include <catch2/catch.hpp>

#include "tests/master_shim/shim_bench.h"

namespace job_retry::test {
namespace {

constexpr seconds kPeriod(300);
constexpr std::size_t kPage = 2;

// A shim that owes three deliveries, and what looks through the job cache for it. The test is the scan.
class Site {
  public:
    Site() : reconciler(opened()) {
        bench.publish(kJob, {"a", "b"});
        bench.publish(kLater, {"a"});
        bench.pass(seconds(31));
        REQUIRE(bench.state(kLater, "a") == "pending");
    }
    // A step, in which a part's end is taken, or nothing.
    std::optional<JobCacheScan::Request> step(const std::optional<JobCacheScan::Report>& report = {}) {
        reconciler.tick(bench.time.now);
        if (report) reconciler.take(*report, *bench.shim, bench.time.now);
        bench.step();
        return reconciler.part(*bench.shim, bench.time.now);
    }
    // Until the last part is out, of which nothing is taken yet.
    JobCacheScan::Request last_part() {
        auto part = step();
        REQUIRE(part);
        while (!part->since) {
            part = step(nothing_found());
            REQUIRE(part);
        }
        return *part;
    }
    std::string mark() const {
        const auto mark = bench.deliveries->meta("scanned_until");
        REQUIRE(mark);
        return mark->value_or("");
    }
    static JobCacheScan::Report nothing_found() { return {{}, true, ""}; }
    static JobCacheScan::Report failed() { return {{}, true, "its disk is gone"}; }

    Bench bench{Bench::without_witness()};
    Reconciler reconciler;

  private:
    Reconciler opened() {
        const ScanMark now = ScanMark::at(bench.time.now, "boot");
        auto made = Reconciler::open(*bench.deliveries, now, {kPeriod, hours(24), kPage});
        REQUIRE(made);
        return std::move(*made);
    }
};

TEST_CASE("deliveries are looked at a page at a time, and published jobs with the last page") {
    Site site;
    std::vector<std::pair<Jid, std::string>> looked_at;
    std::optional<WallTime> since;
    std::size_t parts = 0;
    for (auto part = site.step(); part; part = site.step(Site::nothing_found())) {
        ++parts;
        CHECK(part->unreturned.size() <= kPage);
        CHECK_FALSE(since);
        looked_at.insert(looked_at.end(), part->unreturned.begin(), part->unreturned.end());
        since = part->since;
        CHECK_FALSE(site.step());  // one at a time
    }
    CHECK(since);
    CHECK(parts == 2);
    const std::vector<std::pair<Jid, std::string>> owed = {
        {jid(kJob), "a"}, {jid(kLater), "a"}, {jid(kJob), "b"}};
    CHECK(looked_at == owed);
    CHECK(site.reconciler.next() <= site.bench.time.now.steady);
    CHECK_FALSE(site.step());
    CHECK_FALSE(site.reconciler.running());
    CHECK(site.reconciler.last() == site.bench.time.now.wall);
    CHECK(site.reconciler.next() == site.bench.time.now.steady + kPeriod);
}

TEST_CASE("what has returned is not looked for any more, what ended otherwise is") {
    Site site;
    site.bench.give_back(kJob, "b");
    REQUIRE(site.bench.shim->cancel(jid(kJob), {"a"}, site.bench.time.now));
    const auto part = site.step();
    REQUIRE(part);
    CHECK(part->unreturned.size() == 2);
    const auto rest = site.step(Site::nothing_found());
    REQUIRE(rest);
    CHECK(rest->unreturned.empty());
}

TEST_CASE("how far the job cache was read is on disk a step after what was found there") {
    Site site;
    site.last_part();
    site.step(Site::nothing_found());
    site.step();
    const std::string before = site.mark();
    REQUIRE_FALSE(before.empty());
    site.bench.pass(kPeriod);
    const auto since = site.last_part().since;
    site.bench.cache.publish("20260102030505678901", {"a"}, site.bench.time.now.wall);
    const Publication seen = *site.bench.cache.publication(jid("20260102030505678901"));
    CHECK_FALSE(site.step(JobCacheScan::Report{{seen}, true, ""}));
    CHECK(site.mark() == before);
    CHECK(site.bench.shim->tracker().expects(seen.jid, "a"));
    SECTION("when that was written") {
        site.step();
        CHECK(site.mark() != before);
        site.bench.pass(kPeriod);
        CHECK(*site.last_part().since > *since);
    }
    SECTION("and not when it was not: it is read from there again") {
        site.reconciler.not_written();
        site.step();
        CHECK(site.mark() == before);
        site.bench.pass(kPeriod);
        CHECK(*site.last_part().since == *since);
    }
}

TEST_CASE("a job cache that cannot be read is read from there again, and that is told until it could be") {
    Site site;
    const std::string before = site.mark();
    site.bench.pass(seconds(5));
    const auto since = site.last_part().since;
    site.step(Site::failed());
    site.step();
    CHECK(site.reconciler.error() == "its disk is gone");
    CHECK_FALSE(site.reconciler.last());
    CHECK(site.mark() == before);
    site.reconciler.want();
    site.bench.pass(seconds(1));
    CHECK(site.last_part().since == since);
    CHECK(site.reconciler.error() == "its disk is gone");
    site.step(Site::nothing_found());
    site.step();
    CHECK(site.reconciler.error().empty());
    CHECK(site.reconciler.last());
}

TEST_CASE("who wants it twice in a second gets it once") {
    Site site;
    site.last_part();
    site.step(Site::nothing_found());
    site.reconciler.want();
    CHECK_FALSE(site.step());
    CHECK(site.reconciler.next() <= site.bench.time.now.steady + seconds(1));
    site.bench.pass(seconds(1));
    CHECK(site.step());
}

}  // namespace
}  // namespace job_retry::test
