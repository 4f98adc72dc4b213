#include "runtime/metrics_server.h"

#include <prometheus/collectable.h>
#include <prometheus/exposer.h>

#include <exception>
#include <mutex>
#include <utility>
#include <vector>

#include "runtime/metrics_families.h"

namespace job_retry {
namespace {

class Picture : public prometheus::Collectable {
  public:
    void show(std::shared_ptr<const Metrics> metrics) {
        const std::lock_guard lock(mutex_);
        metrics_.swap(metrics);
    }

    std::vector<prometheus::MetricFamily> Collect() const override {
        const std::shared_ptr<const Metrics> metrics = [this] {
            const std::lock_guard lock(mutex_);
            return metrics_;
        }();
        return metrics ? to_families(*metrics) : std::vector<prometheus::MetricFamily>();
    }

  private:
    mutable std::mutex mutex_;
    std::shared_ptr<const Metrics> metrics_;
};

}  // namespace

struct MetricsServer::State {
    std::shared_ptr<Picture> picture = std::make_shared<Picture>();
    std::unique_ptr<prometheus::Exposer> exposer;
};

Result<std::unique_ptr<MetricsServer>> MetricsServer::listen(const std::string& address) {
    auto state = std::make_unique<State>();
    try {
        // A client that is slow has one of the two threads for five seconds, and no other one.
        state->exposer = std::make_unique<prometheus::Exposer>(std::vector<std::string>{
            "listening_ports", address, "num_threads", "2", "request_timeout_ms", "5000"});
        state->exposer->RegisterCollectable(state->picture);
    } catch (const std::exception&) {  // says nothing of the reason
        return fail(Errc::unavailable, "job_retry_metrics: nothing can listen on " + address +
                                           ": another program has it, or the address is not there; see `ss "
                                           "-ltnp`, or set another port");
    }
    return std::unique_ptr<MetricsServer>(new MetricsServer(std::move(state)));
}

MetricsServer::MetricsServer(std::unique_ptr<State> state) : state_(std::move(state)) {}

MetricsServer::~MetricsServer() = default;

void MetricsServer::show(Metrics metrics) {
    state_->picture->show(std::make_shared<const Metrics>(std::move(metrics)));
}

}  // namespace job_retry
