// Fills a shim's database with deliveries that are pending, and the master's pki_dir with the keys of their
// minions.
//
//   deliveries_fill STATE_DIRECTORY PKI_DIRECTORY MINIONS JOBS
//
// Each job is pending for each minion. Keys are texts of the size of real ones: nobody opens them here.

#include <filesystem>
#include <fstream>

#include "bench/say.h"
#include "master_shim/deliveries.h"
#include "master_shim/keys.h"

using namespace job_retry;
using namespace job_retry::bench;

namespace {

namespace fs = std::filesystem;

constexpr std::size_t kTogether = 20000;
constexpr std::size_t kLoad = 300;     // bytes, as a small job's
constexpr std::size_t kKeyText = 450;  // as a key of 2048 bits

std::string minion_name(std::size_t number) {
    char name[64];
    std::snprintf(name, sizeof name, "minion-%06zu.example.net", number);
    return name;
}

Job job_at(WallTime at) {
    Job job{.jid = jid_at(at),
            .facts = {
                .functions = {"state.apply"}, .tgt = "*", .tgt_type = "glob", .user = "root", .expire = {}}};
    job.published_at = at;
    job.expires_at = at + std::chrono::hours(24);
    return job;
}

}  // namespace

int main(int argc, char** argv) {
    need(argc == 5, "do that: deliveries_fill STATE_DIRECTORY PKI_DIRECTORY MINIONS JOBS");
    const fs::path state = argv[1];
    const fs::path pki = argv[2];
    const std::size_t minions = std::stoul(argv[3]);
    const std::size_t jobs = std::stoul(argv[4]);

    fs::create_directories(pki / "minions");
    const KeyDirectory keys(pki);
    std::vector<std::string> marks;
    for (std::size_t i = 0; i < minions; ++i) {
        const std::string name = minion_name(i);
        std::ofstream(pki / "minions" / name) << name << std::string(kKeyText - name.size(), 'k');
        const auto mark = keys.mark(name);
        need(mark.has_value(), "mark a key");
        marks.push_back(*mark);
    }

    fs::create_directories(state);
    fs::permissions(state, fs::perms::owner_all);
    Deliveries::Options options;
    options.directory = state / "deliveries";
    auto deliveries = need(Deliveries::open(options));
    const WallTime now = Now::read().wall;
    std::size_t written = 0;
    for (std::size_t number = 0; number < jobs; ++number) {
        const Job job = job_at(now - std::chrono::seconds(60 + jobs - number));
        need(deliveries->remember(job, {now, std::string(kLoad, 'l')}, {}));
        for (std::size_t i = 0; i < minions; ++i) {
            need(deliveries->begin(job.jid, minion_name(i), DeliveryState::pending, "", marks[i], {}, now));
            if (++written % kTogether == 0) need(deliveries->commit());
        }
    }
    need(deliveries->commit());
    return print({{"deliveries", written}});
}
