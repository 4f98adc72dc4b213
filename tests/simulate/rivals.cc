#include "simulate/rivals.h"

namespace job_retry::simulate {

bool Rivals::arrived(const std::string& minion, const std::string& jid, SteadyTime now) {
    ++arrivals_;
    const bool again = !seen_.insert({minion, jid}).second;
    for (Rival& rival : rivals_) {
        auto& order = rival.order[minion];
        auto& known = rival.known[minion];
        while (!order.empty() && rival.longest == 0 && order.front().second + rival.window <= now) {
            known.erase(order.front().first);
            order.pop_front();
        }
        if (!known.insert(jid).second) continue;
        order.emplace_back(jid, now);
        if (rival.longest > 0 && order.size() > rival.longest) {
            known.erase(order.front().first);
            order.pop_front();
        }
        if (again) ++rival.runs_twice;
    }
    return again;
}

}  // namespace job_retry::simulate
