// Witness: what has really happened, as somebody sees it who stands outside, and the promises that it is held
// against. The product never looks here.

#pragma once

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <tuple>
#include <utility>

#include "proto/gate.h"
#include "proto/messages.h"
#include "runtime/rsa_key.h"
#include "simulate/rivals.h"

namespace job_retry::simulate {

// A promise that was not kept. Ends the run.
struct Broken {
    std::string how;
};

struct Job {
    std::string jid;
    std::string fun;
    Sha256 digest{};
    int functions = 1;
};

class Witness {
  public:
    // (minion, JID, index)
    using Function = std::tuple<std::string, std::string, int>;
    // (master, minion, JID)
    using Owed = std::tuple<std::string, std::string, std::string>;

    // The function is called, now.
    void ran(const Function& function);
    bool has_run(const Function& function) const { return runs_.contains(function); }
    // A job process was told so.
    void told(const Function& function, const proto::GateReply& reply);
    void gave_back(const Function& function);
    // An agent was told so.
    void acknowledged(const Owed& owed, proto::Reported state);

    std::set<Function> granted, finished;
    std::map<Owed, proto::Reported> acked;  // what may not be forgotten: interrupted, refused

    Rivals rivals;

    // How much has happened.
    std::map<std::string, std::uint64_t> counts;
    void count(const std::string& what, std::uint64_t times = 1) { counts[what] += times; }

  private:
    std::map<Function, int> runs_;
};

}  // namespace job_retry::simulate
