// The functions with which people and Salt ask about jobs, a hundred times for each job that does something.
// Nobody misses one, and a second run does no harm: the shim owes none of them, and the gate records none.
// The executor has the same list (minion_agent/salt/executors/job_retry.py); a test holds the two together.

#pragma once

#include <string>
#include <vector>

namespace job_retry {

inline std::vector<std::string> bookkeeping_functions() {
    return {
        "saltutil.find_job",        "saltutil.running",  "saltutil.kill_job",      "saltutil.kill_all_jobs",
        "saltutil.signal_job",      "saltutil.term_job", "saltutil.term_all_jobs", "saltutil.is_running",
        "saltutil.find_cached_job", "test.ping"};
}

}  // namespace job_retry
