// Stands in for runtime/log.cc: with --trace, what each program says, with true time and the machine's name.

#include "runtime/log.h"

#include <cstdio>

#include "simulate/machine.h"

namespace job_retry::log {

namespace {

Level lowest = Level::quiet;

}  // namespace

void start(Level level) {
    lowest = level;
}

bool enabled(Level level) {
    return level >= lowest && lowest != Level::quiet;
}

void write(Level level, std::string_view message) {
    if (!enabled(level)) return;
    const auto* machine = simulate::Machine::whose_turn();
    const double now =
        machine == nullptr ? 0 : double(machine->now().steady.time_since_epoch().count()) / 1e6;
    std::printf("%12.3f %-8s %.*s\n", now, machine == nullptr ? "" : machine->name().c_str(),
                int(message.size()), message.data());
}

}  // namespace job_retry::log
