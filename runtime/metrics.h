// Metrics: numbers about a daemon for Prometheus, as a value that one thread makes and any may read, and as
// the text that Prometheus and node_exporter read. What is counted is the daemon's business.
//
// REQUIRES: label values come from lists of ours or from the configuration. A minion id, a JID or another's
// words would make a series each.

#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "runtime/clock.h"

namespace job_retry {

class Metrics {
  public:
    enum class Kind : std::uint8_t { counter, gauge };
    struct Sample {
        std::vector<std::pair<std::string, std::string>> labels;
        double value;
    };
    struct Family {
        Kind kind;
        std::string name;
        std::string help;
        std::vector<Sample> samples;
    };

    // Every name starts with `prefix`.
    explicit Metrics(std::string prefix) : prefix_(std::move(prefix)) {}

    // The count of something since the start; its name ends with _total.
    void counter(const std::string& name, const std::string& help, std::uint64_t value);
    void counter(const std::string& name, const std::string& help, std::vector<Sample> samples);
    void gauge(const std::string& name, const std::string& help, double value);
    void gauge(const std::string& name, const std::string& help, std::vector<Sample> samples);
    // An instant, in seconds since 1970; without one there is nothing.
    void timestamp(const std::string& name, const std::string& help, std::optional<WallTime> time);
    // What both daemons tell of themselves.
    void about_the_program(WallTime started);

    const std::vector<Family>& families() const { return families_; }
    // Prometheus' text format.
    std::string text() const;

  private:
    std::string prefix_;
    std::vector<Family> families_;
};

// Seconds since 1970.
double epoch_seconds(WallTime time);

}  // namespace job_retry
