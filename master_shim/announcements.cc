#include "master_shim/announcements.h"

namespace job_retry {

void Announcements::Memory::insert(const std::string& jid) {
    if (!jids_.insert(jid).second) return;
    order_.push_back(jid);
    if (order_.size() <= kMost) return;
    jids_.erase(order_.front());
    order_.pop_front();
}

void Announcements::announced(const Jid& jid, SteadyTime now) {
    announced_.insert(jid.text());
    if (told_.contains(jid.text()) || looks_.size() >= kMost) return;
    looks_.push({now + waits_.front(), jid, 0});
}

std::vector<Announcements::Due> Announcements::due(SteadyTime now) {
    std::vector<Due> due;
    while (!looks_.empty() && looks_.top().at <= now) {
        if (!told_.contains(looks_.top().jid.text())) due.push_back({looks_.top().jid, looks_.top().looks});
        looks_.pop();
    }
    return due;
}

bool Announcements::look_again(const Due& due, SteadyTime now) {
    const std::size_t looks = due.looks + 1;
    if (looks >= waits_.size() || looks_.size() >= kMost) return false;
    looks_.push({now + waits_[looks], due.jid, looks});
    return true;
}

std::optional<SteadyTime> Announcements::next() const {
    if (looks_.empty()) return std::nullopt;
    return looks_.top().at;
}

}  // namespace job_retry
