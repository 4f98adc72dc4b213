#include "master_shim/tracker.h"

namespace job_retry {

void Tracker::expect(const Jid& jid, const std::vector<std::string>& minions, SteadyTime deadline) {
    if (minions.empty()) return;
    Job& job = jobs_.try_emplace(jid.text(), Job{jid, {}}).first->second;
    const std::size_t before = job.minions.size();
    for (const std::string& minion : minions)
        job.minions.try_emplace(minion, deadline);
    if (job.minions.size() == before) return;
    expected_ += job.minions.size() - before;
    deadlines_.push({deadline, jid.text()});
}

bool Tracker::expects(const Jid& jid, const std::string& minion) const {
    const auto job = jobs_.find(jid.text());
    return job != jobs_.end() && job->second.minions.contains(minion);
}

Tracker::Answer Tracker::returned(const Jid& jid, const std::string& minion) {
    const auto job = jobs_.find(jid.text());
    if (job == jobs_.end() || job->second.minions.erase(minion) == 0) return {};
    --expected_;
    if (!job->second.minions.empty()) return {true, false};
    jobs_.erase(job);
    return {true, true};
}

void Tracker::remember_early(const Jid& jid, const std::string& minion) {
    early_[jid.text()].push_back(minion);
    early_order_.push_back(jid.text());
    while (early_order_.size() > kMaxEarly) {
        early_.erase(early_order_.front());
        early_order_.pop_front();
    }
}

std::vector<std::string> Tracker::take_early(const Jid& jid) {
    const auto early = early_.find(jid.text());
    if (early == early_.end()) return {};
    std::vector<std::string> minions = std::move(early->second);
    early_.erase(early);
    return minions;
}

std::vector<Jid> Tracker::forget(const std::string& minion) {
    std::vector<Jid> last;
    for (auto job = jobs_.begin(); job != jobs_.end();) {
        expected_ -= job->second.minions.erase(minion);
        if (job->second.minions.empty()) {
            last.push_back(job->second.jid);
            job = jobs_.erase(job);
        } else {
            ++job;
        }
    }
    return last;
}

std::vector<Tracker::Silent> Tracker::silent(SteadyTime now, std::size_t limit) {
    std::vector<Silent> all;
    std::size_t count = 0;
    while (!deadlines_.empty() && deadlines_.top().at <= now && count < limit) {
        const Deadline deadline = deadlines_.top();
        const auto job = jobs_.find(deadline.jid);
        if (job == jobs_.end()) {
            deadlines_.pop();
            continue;
        }
        Silent silent{job->second.jid, {}, false};
        auto& minions = job->second.minions;
        for (auto minion = minions.begin(); minion != minions.end() && count < limit;) {
            if (minion->second > now) {
                ++minion;
                continue;
            }
            silent.minions.push_back(minion->first);
            minion = minions.erase(minion);
            ++count;
        }
        expected_ -= silent.minions.size();
        silent.last = minions.empty();
        if (silent.last) jobs_.erase(job);
        // With the limit reached, the rest of this deadline comes with the next call.
        if (count < limit || silent.last) deadlines_.pop();
        if (!silent.minions.empty()) all.push_back(std::move(silent));
    }
    return all;
}

std::optional<SteadyTime> Tracker::next_deadline() const {
    if (deadlines_.empty()) return std::nullopt;
    return deadlines_.top().at;
}

}  // namespace job_retry
