#include "simulate/machine.h"

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <utility>

namespace job_retry::simulate {

namespace {

Machine* its_turn = nullptr;

}  // namespace

Machine::Machine(Timeline& timeline, std::string name) : timeline_(timeline), name_(std::move(name)) {}

Machine* Machine::whose_turn() {
    return its_turn;
}

Machine& Machine::here() {
    if (its_turn != nullptr) return *its_turn;
    std::fprintf(stderr, "bug: product code outside of a machine's turn\n");
    std::abort();
}

Disk& Disk::here() {
    return Machine::here().disk;
}

Machine::Turn::Turn(Machine& machine) : before_(std::exchange(its_turn, &machine)) {}

Machine::Turn::~Turn() {
    its_turn = before_;
}

ProcessIdentity Machine::start_process() {
    do
        last_pid_ = last_pid_ % kPids + 1;
    while (processes_.contains(last_pid_) && processes_.size() < std::size_t(kPids));
    while (processes_.contains(last_pid_))
        ++last_pid_;
    const auto ticks = std::uint64_t(timeline_.now().time_since_epoch() / std::chrono::milliseconds(10));
    last_ticks_ = std::max(last_ticks_ + 1, ticks);
    processes_[last_pid_] = last_ticks_;
    return *process(last_pid_);
}

std::optional<ProcessIdentity> Machine::process(pid_t pid) const {
    const auto found = processes_.find(pid);
    if (found == processes_.end()) return std::nullopt;
    return ProcessIdentity{pid, found->second, boot_id()};
}

bool Machine::lives(const ProcessIdentity& identity) const {
    return process(identity.pid) == identity;
}

void Machine::lose_processes() {
    processes_.clear();
    last_pid_ = 1;
    ++boots_;
}

void Machine::wake() {
    plan(timeline_.now() + timeline_.random.between(Duration(0), std::chrono::milliseconds(2)));
}

void Machine::plan(SteadyTime at) {
    if (planned_ && *planned_ <= at) return;
    planned_ = at;
    timeline_.after(at - timeline_.now(), [this, at] {
        if (planned_ != at) return;
        planned_.reset();
        turn();
    });
}

}  // namespace job_retry::simulate

// Stands in for runtime/process_identity.cc.
namespace job_retry {

std::optional<ProcessIdentity> ProcessIdentity::of(pid_t pid) {
    return simulate::Machine::here().process(pid);
}

pid_t parent_of(pid_t) {
    return 0;
}

std::string this_boot() {
    return simulate::Machine::here().boot_id();
}

bool ProcessIdentity::alive() const {
    const auto now = of(pid);
    return now && *now == *this;
}

}  // namespace job_retry
