// Tracker: who is expected to answer a job by himself, and until when. Pure memory: it is told the time and
// says when it wants to be called again. What it knows is also on disk (Deliveries, "waiting"), so that a
// restart does not forget it.
//
// Invariant: a minion that is expected leaves by returned(), forget() or silent(), each exactly once.

#pragma once

#include <cstddef>
#include <deque>
#include <optional>
#include <queue>
#include <string>
#include <unordered_map>
#include <vector>

#include "runtime/clock.h"
#include "runtime/jid.h"

namespace job_retry {

class Tracker {
  public:
    static constexpr std::size_t kMaxEarly = 65536;

    // Expects `minions` to answer until `deadline`. Those that are expected already keep their deadline: a
    // job may be announced several times, each time for some of its minions.
    void expect(const Jid& jid, const std::vector<std::string>& minions, SteadyTime deadline);

    bool expects(const Jid& jid, const std::string& minion) const;

    // The minion has answered. `last`: nobody is expected for this job any more.
    struct Answer {
        bool expected = false;
        bool last = false;
    };
    Answer returned(const Jid& jid, const std::string& minion);

    // A return may overtake the news of its job: remembers it (the latest kMaxEarly of them) until
    // take_early().
    void remember_early(const Jid& jid, const std::string& minion);
    std::vector<std::string> take_early(const Jid& jid);

    // The minion's key is gone: nothing is expected of it. Gives the jobs for which it was the last.
    std::vector<Jid> forget(const std::string& minion);

    struct Silent {
        Jid jid;
        std::vector<std::string> minions;
        bool last = false;
    };
    // The minions whose deadline has passed, at most `limit` of them.
    std::vector<Silent> silent(SteadyTime now, std::size_t limit);

    std::optional<SteadyTime> next_deadline() const;
    std::size_t jobs() const { return jobs_.size(); }
    std::size_t expected() const { return expected_; }

  private:
    struct Job {
        Jid jid;
        std::unordered_map<std::string, SteadyTime> minions;
    };
    struct Deadline {
        SteadyTime at;
        std::string jid;
        friend bool operator>(const Deadline& a, const Deadline& b) { return a.at > b.at; }
    };
    std::unordered_map<std::string, Job> jobs_;  // by the JID's text
    std::priority_queue<Deadline, std::vector<Deadline>, std::greater<>> deadlines_;
    std::size_t expected_ = 0;
    std::unordered_map<std::string, std::vector<std::string>> early_;
    std::deque<std::string> early_order_;
};

}  // namespace job_retry
