// simulate: runs the simulation for one seed or many. The first promise that breaks ends it, with the seed
// that shows it again.

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <map>
#include <string>

#include "runtime/log.h"
#include "simulate/simulation.h"

namespace job_retry::simulate {
namespace {

struct Options {
    std::uint64_t first = 1;
    std::uint64_t seeds = 100;
    std::uint64_t redeliveries = 0;
    std::uint64_t hostile_messages = 0;
    bool trace = false;
};

// What is wanted often is shared out to several seeds: what a run has had is walked at each restart, so that
// one long run would do little else.
constexpr std::uint64_t kOfASeed = 20'000;

unsigned long long printed(std::uint64_t count) {
    return count;
}

// What the runs of one call had, added up.
struct Total {
    std::uint64_t seeds = 0, arrivals = 0, hostile_messages = 0;
    std::chrono::seconds simulated{};
    std::map<std::string, std::uint64_t> counts, twice_with;

    void add(const Simulation& simulation) {
        const Witness& witness = simulation.witness();
        ++seeds;
        simulated += simulation.simulated();
        arrivals += witness.rivals.arrivals();
        hostile_messages += simulation.hostile_messages();
        for (const auto& [what, times] : witness.counts)
            counts[what] += times;
        for (const Rivals::Rival& rival : witness.rivals.all())
            twice_with[rival.name] += rival.runs_twice;
    }
};

// What the ledger and the ways that it is compared with make of the same arrivals.
bool compare(const Total& total) {
    std::printf("%12llu  publications arrived\n", printed(total.arrivals));
    bool each_fails = true;
    for (const auto& [name, times] : total.twice_with) {
        std::printf("%12llu  jobs run twice with %s\n", printed(times), name.c_str());
        each_fails = each_fails && times > 0;
    }
    std::printf(
        "With the ledger no job ran twice unless it was allowed to, and every delivery has an end: else a "
        "run had ended there.\n");
    if (!each_fails)
        std::printf("BROKEN: the runs are too kind: another way to remember jobs did without a second run\n");
    return each_fails;
}

int run(const Options& options) {
    log::start(options.trace ? log::Level::debug : log::Level::quiet);
    const Simulation::Keys keys{RsaPrivateKey::generate(), RsaPrivateKey::generate()};
    const auto began = std::chrono::steady_clock::now();
    Total total;
    const auto goes_on = [&] {
        if (options.redeliveries > 0) return total.arrivals < options.redeliveries;
        if (options.hostile_messages > 0) return total.hostile_messages < options.hostile_messages;
        return total.seeds < options.seeds;
    };
    for (std::uint64_t seed = options.first; goes_on(); ++seed) {
        const Simulation::Wanted wanted{std::min(options.redeliveries, kOfASeed),
                                        std::min(options.hostile_messages, kOfASeed)};
        Simulation simulation(seed, keys, wanted);
        try {
            simulation.run();
        } catch (const Broken& broken) {
            std::printf("BROKEN: %s\nseed %llu: tools/simulate --seed %llu", broken.how.c_str(),
                        printed(seed), printed(seed));
            if (wanted.redeliveries > 0) std::printf(" --redeliveries %llu", printed(wanted.redeliveries));
            if (wanted.hostile_messages > 0)
                std::printf(" --hostile-messages %llu", printed(wanted.hostile_messages));
            std::printf(" --trace\n");
            return 1;
        }
        total.add(simulation);
    }
    const std::chrono::duration<double> took = std::chrono::steady_clock::now() - began;
    for (const auto& [what, times] : total.counts)
        std::printf("%12llu  %s\n", printed(times), what.c_str());
    if (total.hostile_messages > 0)
        std::printf("%12llu  hostile messages arrived, at shims and through salt-master\n",
                    printed(total.hostile_messages));
    if (options.redeliveries > 0 && !compare(total)) return 1;
    std::printf("%llu seeds: every promise kept; %lld simulated seconds in %.1f s (%.0f a second)\n",
                printed(total.seeds), static_cast<long long>(total.simulated.count()), took.count(),
                double(total.simulated.count()) / took.count());
    return 0;
}

int usage() {
    std::fprintf(
        stderr,
        "usage: simulate [--seeds N] [--seed FIRST] [--redeliveries N] [--hostile-messages N] [--trace]\n");
    return 2;
}

}  // namespace
}  // namespace job_retry::simulate

int main(int argc, char** argv) {
    job_retry::simulate::Options options;
    bool one = false;
    bool many = false;
    for (int i = 1; i < argc; ++i) {
        const std::string word = argv[i];
        if (word == "--trace") {
            options.trace = true;
        } else if (word == "--seeds" && i + 1 < argc) {
            options.seeds = std::strtoull(argv[++i], nullptr, 10);
            many = true;
        } else if (word == "--redeliveries" && i + 1 < argc) {
            options.redeliveries = std::strtoull(argv[++i], nullptr, 10);
        } else if (word == "--hostile-messages" && i + 1 < argc) {
            options.hostile_messages = std::strtoull(argv[++i], nullptr, 10);
        } else if (word == "--seed" && i + 1 < argc) {
            options.first = std::strtoull(argv[++i], nullptr, 10);
            one = true;
        } else {
            return job_retry::simulate::usage();
        }
    }
    if (one && !many) options.seeds = 1;
    return job_retry::simulate::run(options);
}
