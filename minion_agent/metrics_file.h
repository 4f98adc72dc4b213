// MetricsFile: the agent's Metrics in a file that node_exporter's textfile collector reads, so that a program
// that runs as root listens nowhere for it. Each content replaces the last in one step; nobody reads half of
// one. Not durable: what counts is how old the file is. Time is passed in.

#pragma once

#include <chrono>
#include <filesystem>
#include <optional>

#include "runtime/clock.h"
#include "runtime/metrics.h"

namespace job_retry {

class MetricsFile {
  public:
    static constexpr std::chrono::seconds kPeriod{15};

    // An empty path: none is wanted.
    explicit MetricsFile(std::filesystem::path path) : path_(std::move(path)) {}
    // Takes the file away: a daemon that has stopped has no numbers.
    ~MetricsFile();
    MetricsFile(const MetricsFile&) = delete;
    MetricsFile& operator=(const MetricsFile&) = delete;

    bool is_due(Now now) const { return !path_.empty() && now.steady >= due_; }
    std::optional<SteadyTime> next() const { return path_.empty() ? std::nullopt : std::optional(due_); }
    // What cannot be written is said in the log, once, and tried again in a period.
    void write(const Metrics& metrics, Now now);

  private:
    std::filesystem::path path_;
    SteadyTime due_{};
    bool failing_ = false;
};

}  // namespace job_retry
