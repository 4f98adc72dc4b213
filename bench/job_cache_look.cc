// Reconciling with a large job cache: fills one as Salt does, then looks through it for what is newer than
// that, with ever more new jobs, and at last for everything.

#include <sys/resource.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

#include "bench/say.h"
#include "master_shim/job_cache.h"
#include "tests/master_shim/fakes.h"

using namespace job_retry;
using namespace job_retry::bench;
using job_retry::test::text;
using job_retry::test::texts;

namespace {

namespace fs = std::filesystem;

void write(const fs::path& path, const std::string& bytes) {
    std::ofstream(path, std::ios::binary) << bytes;
}

// A job of one minion, which has returned.
void publish(const LocalJobCache& cache, WallTime at) {
    const Jid jid = jid_at(at);
    const fs::path job = cache.job_directory(jid);
    fs::create_directories(job / "web-1");
    write(job / "jid", jid.text());
    write(job / ".load.p", test::published_load(jid.text(), "state.apply"));
    write(job / ".minions.p", texts({"web-1"}));
    write(job / "web-1" / "return.p", text("done"));
}

double processor_seconds() {
    rusage usage{};
    getrusage(RUSAGE_THREAD, &usage);
    const auto seconds = [](const timeval& time) {
        return double(time.tv_sec) + 1e-6 * double(time.tv_usec);
    };
    return seconds(usage.ru_utime) + seconds(usage.ru_stime);
}

// Nothing of the disk is in memory any more; false without the right to do that.
bool forget_pages() {
    sync();
    std::ofstream file("/proc/sys/vm/drop_caches");
    file << "3" << std::flush;
    return bool(file);
}

nlohmann::json look(const LocalJobCache& cache, WallTime since) {
    const double before = processor_seconds();
    const auto begin = std::chrono::steady_clock::now();
    std::size_t found = 0;
    const JobCacheWalk walk =
        need(scan_job_cache(cache.jobs(), since, [&](const Observation&) { return ++found > 0; }));
    return {{"seconds", seconds_since(begin)},
            {"processor", processor_seconds() - before},
            {"shelves", walk.shelves},
            {"jobs", walk.jobs},
            {"found", found}};
}

nlohmann::json cold_and_warm(const LocalJobCache& cache, WallTime since) {
    nlohmann::json looks;
    if (forget_pages()) looks["cold"] = look(cache, since);
    look(cache, since);
    looks["warm"] = look(cache, since);
    return looks;
}

}  // namespace

int main(int argc, char** argv) {
    need(argc >= 4, "do that: job_cache_look DIRECTORY JOBS NEW...");
    const LocalJobCache cache({.cachedir = argv[1]});
    const std::size_t jobs = std::stoul(argv[2]);
    const WallTime begun = Now::read().wall;
    const auto filling = std::chrono::steady_clock::now();
    for (std::size_t i = 0; i < jobs; ++i)
        publish(cache, begun - std::chrono::seconds(jobs - i));
    nlohmann::json result{{"fill_seconds", seconds_since(filling)}};

    usleep(100'000);  // times of files are coarse
    const WallTime since = Now::read().wall;
    usleep(100'000);
    std::size_t added = 0;
    for (int i = 3; i < argc; ++i) {
        const std::size_t wanted = std::stoul(argv[i]);
        for (; added < wanted; ++added)
            publish(cache, begun + std::chrono::seconds(1 + added));
        result["new"].push_back(cold_and_warm(cache, since));
    }
    result["all"] = cold_and_warm(cache, WallTime{});
    return print(result);
}
