// Metrics as prometheus-cpp has them; for those who speak to that library: metrics.cc and metrics_server.cc.

#pragma once

#include <prometheus/metric_family.h>

#include <vector>

#include "runtime/metrics.h"

namespace job_retry {

std::vector<prometheus::MetricFamily> to_families(const Metrics& metrics);

}  // namespace job_retry
