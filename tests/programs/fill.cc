// Fills a ledger and a shim's database with as many entries as are wanted: for test_speed.py, and to measure.
// test_speed.py.
//
//   fill_stores MINION_DIRECTORY ENTRIES MASTER_DIRECTORY DELIVERIES

#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <string>

#include "master_shim/deliveries.h"
#include "minion_agent/ledger.h"
#include "minion_agent/stores.h"
#include "runtime/text_table.h"

using namespace job_retry;

namespace {

constexpr std::size_t kTogether = 5000;

void need(bool done, const char* what) {
    if (done) return;
    std::fprintf(stderr, "fill_stores: cannot %s\n", what);
    std::exit(1);
}

// One second apart, the last one a minute ago.
WallTime published(std::size_t i, std::size_t of, WallTime now) {
    return now - std::chrono::seconds(60 + of - i);
}

Jid jid_at(WallTime time) {
    std::string digits;
    for (const char c : iso_time(time))
        if (c >= '0' && c <= '9') digits += c;
    return *Jid::parse(digits);
}

void fill_ledger(const std::filesystem::path& directory, std::size_t entries, WallTime now) {
    auto ledger = Ledger::open({.directory = ledger_directory(directory)});
    need(ledger.has_value(), "open the ledger");
    const auto self = ProcessIdentity::of(getpid());
    for (std::size_t begin = 0; begin < entries; begin += kTogether) {
        const auto done = ledger->together([&] {
            for (std::size_t i = begin; i < std::min(entries, begin + kTogether); ++i) {
                const WallTime at = published(i, entries, now);
                const Jid jid = jid_at(at);
                const auto claimed = ledger->claim({.jid = jid,
                                                    .fun = i % 10 == 0 ? "state.apply" : "cmd.run",
                                                    .digest = {},
                                                    .master = "salt.example.net",
                                                    .process = *self},
                                                   at);
                need(claimed.has_value(), "claim");
                // Some are left in the middle.
                if (i % 1000 != 0) need(ledger->finish(jid, 0, 0, "return", at).has_value(), "finish");
            }
        });
        need(done.has_value(), "write the ledger");
    }
}

void fill_deliveries(const std::filesystem::path& directory, std::size_t count, WallTime now) {
    Deliveries::Options options;
    options.directory = directory / "deliveries";
    auto deliveries = Deliveries::open(options);
    need(deliveries.has_value(), "open the deliveries");
    constexpr std::size_t kMinions = 500;
    for (std::size_t i = 0; i < count; ++i) {
        const std::size_t number = i / kMinions;
        Job job{.jid = jid_at(published(number, count / kMinions + 1, now)), .facts = {}};
        job.facts.functions = {"state.apply"};
        job.facts.tgt = "*";
        job.facts.tgt_type = "glob";
        job.facts.user = "root";
        job.published_at = now;
        job.expires_at = now + std::chrono::hours(24);
        const std::string minion = "minion-" + std::to_string(i % kMinions) + ".example.net";
        need((*deliveries)->remember(job, {now, "load"}, {}).has_value(), "remember");
        need((*deliveries)->begin(job.jid, minion, DeliveryState::pending, "", "", {}, now).has_value(),
             "begin");
        if ((i + 1) % kTogether == 0) need((*deliveries)->commit().has_value(), "commit");
    }
    need((*deliveries)->commit().has_value(), "commit");
}

}  // namespace

int main(int argc, char** argv) {
    need(argc == 5, "do that: MINION_DIRECTORY ENTRIES MASTER_DIRECTORY DELIVERIES");
    const WallTime now = Now::read().wall;
    fill_ledger(argv[1], std::stoul(argv[2]), now);
    fill_deliveries(argv[3], std::stoul(argv[4]), now);
    return 0;
}
