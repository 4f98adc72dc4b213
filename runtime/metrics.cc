#include "runtime/metrics.h"

#include <prometheus/text_serializer.h>

#include "runtime/metrics_families.h"
#include "runtime/version.h"

namespace job_retry {

void Metrics::counter(const std::string& name, const std::string& help, std::uint64_t value) {
    counter(name, help, {Sample{{}, static_cast<double>(value)}});
}

void Metrics::counter(const std::string& name, const std::string& help, std::vector<Sample> samples) {
    families_.push_back({Kind::counter, prefix_ + name, help, std::move(samples)});
}

void Metrics::gauge(const std::string& name, const std::string& help, double value) {
    gauge(name, help, {Sample{{}, value}});
}

void Metrics::gauge(const std::string& name, const std::string& help, std::vector<Sample> samples) {
    families_.push_back({Kind::gauge, prefix_ + name, help, std::move(samples)});
}

void Metrics::timestamp(const std::string& name, const std::string& help, std::optional<WallTime> time) {
    if (time) gauge(name, help, epoch_seconds(*time));
}

void Metrics::about_the_program(WallTime started) {
    gauge("build_info", "Always 1; the label says which version runs.", {Sample{{{"version", kVersion}}, 1}});
    timestamp("start_time_seconds", "When the daemon was started.", started);
}

std::vector<prometheus::MetricFamily> to_families(const Metrics& metrics) {
    std::vector<prometheus::MetricFamily> families;
    for (const Metrics::Family& family : metrics.families()) {
        prometheus::MetricFamily& to = families.emplace_back();
        to.name = family.name;
        to.help = family.help;
        const bool counts = family.kind == Metrics::Kind::counter;
        to.type = counts ? prometheus::MetricType::Counter : prometheus::MetricType::Gauge;
        for (const Metrics::Sample& sample : family.samples) {
            prometheus::ClientMetric& metric = to.metric.emplace_back();
            for (const auto& [name, value] : sample.labels)
                metric.label.push_back({name, value});
            (counts ? metric.counter.value : metric.gauge.value) = sample.value;
        }
    }
    return families;
}

std::string Metrics::text() const {
    return prometheus::TextSerializer().Serialize(to_families(*this));
}

double epoch_seconds(WallTime time) {
    return std::chrono::duration<double>(time.time_since_epoch()).count();
}

}  // namespace job_retry
