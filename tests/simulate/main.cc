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
    bool trace = false;
};

int run(const Options& options) {
    log::start(options.trace ? log::Level::debug : log::Level::quiet);
    const RsaPrivateKey key = RsaPrivateKey::generate();
    const auto began = std::chrono::steady_clock::now();
    std::chrono::seconds simulated{};
    std::map<std::string, std::uint64_t> counts;
    for (std::uint64_t seed = options.first; seed < options.first + options.seeds; ++seed) {
        Simulation simulation(seed, key);
        try {
            simulation.run();
        } catch (const Broken& broken) {
            std::printf("BROKEN: %s\nseed %llu: tools/simulate --seed %llu --trace\n", broken.how.c_str(),
                        static_cast<unsigned long long>(seed), static_cast<unsigned long long>(seed));
            return 1;
        }
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
    std::fprintf(stderr, "usage: simulate [--seeds N] [--seed FIRST] [--trace]\n");
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
