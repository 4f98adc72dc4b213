// simulate: runs the simulation for one seed or many. The first promise that breaks ends it, with the seed
// that shows it again.

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <cstring>
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
    bool trace = false;
};

// A run of its own: what the ledger and the ways that it is compared with make of the same arrivals.
bool compare(const Witness& witness) {
    std::printf("%llu publications arrived\n", static_cast<unsigned long long>(witness.rivals.arrivals()));
    bool each_fails = true;
    for (const Rivals::Rival& rival : witness.rivals.all()) {
        std::printf("%12llu  jobs run twice with %s\n", static_cast<unsigned long long>(rival.runs_twice),
                    rival.name.c_str());
        each_fails = each_fails && rival.runs_twice > 0;
    }
    std::printf(
        "With the ledger no job ran twice and every delivery has an end: else the run had ended there.\n");
    if (!each_fails)
        std::printf("BROKEN: the run is too kind: another way to remember jobs did without a second run\n");
    return each_fails;
}

int run(const Options& options) {
    log::start(options.trace ? log::Level::debug : log::Level::quiet);
    const RsaPrivateKey key = RsaPrivateKey::generate();
    const auto began = std::chrono::steady_clock::now();
    std::chrono::seconds simulated{};
    std::map<std::string, std::uint64_t> counts;
    for (std::uint64_t seed = options.first; seed < options.first + options.seeds; ++seed) {
        Simulation simulation(seed, key, options.redeliveries);
        try {
            simulation.run();
        } catch (const Broken& broken) {
            std::printf("BROKEN: %s\nseed %llu: tools/simulate --seed %llu --trace\n", broken.how.c_str(),
                        static_cast<unsigned long long>(seed), static_cast<unsigned long long>(seed));
            return 1;
        }
        if (options.redeliveries > 0 && !compare(simulation.witness())) return 1;
        simulated += simulation.simulated();
        for (const auto& [what, times] : simulation.witness().counts)
            counts[what] += times;
    }
    const std::chrono::duration<double> took = std::chrono::steady_clock::now() - began;
    for (const auto& [what, times] : counts)
        std::printf("%12llu  %s\n", static_cast<unsigned long long>(times), what.c_str());
    std::printf("%llu seeds: every promise kept; %lld simulated seconds in %.1f s (%.0f a second)\n",
                static_cast<unsigned long long>(options.seeds), static_cast<long long>(simulated.count()),
                took.count(), double(simulated.count()) / took.count());
    return 0;
}

int usage() {
    std::fprintf(stderr, "usage: simulate [--seeds N] [--seed FIRST] [--redeliveries N] [--trace]\n");
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
            one = true;
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
