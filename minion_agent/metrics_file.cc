#include "minion_agent/metrics_file.h"

#include <unistd.h>

#include "runtime/durable_file.h"
#include "runtime/log.h"

namespace job_retry {

MetricsFile::~MetricsFile() {
    if (!path_.empty()) unlink(path_.c_str());
}

void MetricsFile::write(const Metrics& metrics, Now now) {
    due_ = now.steady + kPeriod;
    if (auto replaced = replace_file(path_, metrics.text(), 0644); !replaced) {
        if (!failing_)
            log::warning("job_retry_metrics_file: ", replaced.error().text,
                         "; its directory must be there and take files of this user");
        failing_ = true;
        return;
    }
    if (failing_) log::info("job_retry_metrics_file can be written again");
    failing_ = false;
}

}  // namespace job_retry
