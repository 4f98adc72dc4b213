// A minion that claims one job a second for CLAIMS seconds, finishes each, and forgets what is older than
// KEEP seconds, hour by hour, as the agent does: in the ledger of the default size.
//
//   ledger_retention DIRECTORY CLAIMS KEEP
//
// Prints what the ledger used, at most, in each tenth of the way, and the room that its file takes.

#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>

#include "bench/say.h"
#include "minion_agent/ledger.h"

using namespace job_retry;
using namespace job_retry::bench;

namespace {

constexpr std::size_t kHour = 3600;
constexpr std::size_t kParts = 10;

void claim_and_finish(Ledger& ledger, WallTime at, const ProcessIdentity& self) {
    const Jid jid = jid_at(at);
    const auto decision = need(ledger.claim(
        {.jid = jid, .fun = "state.apply", .digest = {}, .master = "salt.example.net", .process = self}, at));
    need(decision.answer == proto::Answer::granted, "claim");
    need(ledger.finish(jid, 0, 0, "return", at));
}

}  // namespace

int main(int argc, char** argv) {
    need(argc == 4, "do that: ledger_retention DIRECTORY CLAIMS KEEP");
    const std::filesystem::path directory = std::filesystem::path(argv[1]) / "kept";
    const std::size_t claims = std::stoul(argv[2]);
    const std::chrono::seconds keep(std::stol(argv[3]));
    const ProcessIdentity self = *ProcessIdentity::of(getpid());

    Ledger ledger = need(Ledger::open({.directory = directory}));
    const WallTime begin = Now::read().wall - std::chrono::seconds(claims);
    std::vector<std::size_t> most_used(kParts);
    std::uint64_t most_entries = 0;
    for (std::size_t from = 0; from < claims; from += kHour) {
        const std::size_t to = std::min(claims, from + kHour);
        need(ledger.together([&] {
            for (std::size_t i = from; i < to; ++i)
                claim_and_finish(ledger, begin + std::chrono::seconds(i), self);
        }));
        const auto usage = need(ledger.usage());
        std::size_t& most = most_used[from * kParts / claims];
        most = std::max(most, usage.used_bytes);
        most_entries = std::max(most_entries, usage.entries);
        const WallTime before = need(ledger.forget_before(begin + std::chrono::seconds(to), keep));
        while (need(ledger.prune(before, kHour)) == kHour) {
        }
    }
    struct stat status {};
    need(stat((directory / "data.mdb").c_str(), &status) == 0, "look at the ledger's file");
    return print({{"most_used_bytes", most_used},
                  {"most_entries", most_entries},
                  {"file_bytes", status.st_size},
                  {"disk_bytes", std::size_t(status.st_blocks) * 512}});
}
