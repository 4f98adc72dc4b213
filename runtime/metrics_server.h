// MetricsServer: Metrics at http://ADDRESS/metrics for a Prometheus on the same host, by prometheus-cpp,
// which has threads of its own. A scrape gets the picture that was shown last, whole; it waits for nobody,
// and whoever shows does not wait for it.

#pragma once

#include <memory>
#include <string>

#include "runtime/metrics.h"
#include "runtime/result.h"

namespace job_retry {

class MetricsServer {
  public:
    // `address`: 127.0.0.1:4509 or [::1]:4509, see loopback_option(). Error `unavailable` when it is taken.
    static Result<std::unique_ptr<MetricsServer>> listen(const std::string& address);
    ~MetricsServer();
    MetricsServer(const MetricsServer&) = delete;
    MetricsServer& operator=(const MetricsServer&) = delete;

    void show(Metrics metrics);

  private:
    struct State;
    explicit MetricsServer(std::unique_ptr<State> state);
    std::unique_ptr<State> state_;
};

}  // namespace job_retry
