// Lines: how a ShimLink reaches the network. A line leads to one port of one shim and carries whole messages;
// what they mean, and whether they are to be believed, is not its business. CourierLines is the agent's, by
// way of a process that is not root; NetworkLines is the sockets themselves: what that process has.
//
// Never blocks. A line that is destroyed is closed.

#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "runtime/clock.h"
#include "runtime/result.h"
#include "runtime/transport.h"

namespace job_retry {

class Line {
  public:
    Line() = default;
    virtual ~Line() = default;
    Line(const Line&) = delete;
    Line& operator=(const Line&) = delete;

    // What has happened to the line since the last call, oldest first. Of a line to a key port: nothing.
    virtual std::vector<DealerSocket::Link> changes() = 0;
    virtual std::optional<std::string> receive() = 0;
    // Dropped where there is no room for it: whoever asks, asks again.
    virtual void send(std::string_view bytes) = 0;
    // Why it will never carry anything (again), once that is so.
    // Error `unavailable`: nothing of the other end's doing; `invalid`: what answers there is no key port of
    // this release.
    virtual std::optional<Error> broken() const { return std::nullopt; }
    virtual void watch(Poll& /*poll*/) const {}
    // When to ask it for changes although nothing has come.
    virtual std::optional<SteadyTime> next() const { return std::nullopt; }
};

class Lines {
  public:
    Lines() = default;
    virtual ~Lines() = default;
    Lines(const Lines&) = delete;
    Lines& operator=(const Lines&) = delete;

    struct Place {
        std::string host;  // as ZeroMQ is given it: IPv6 in brackets
        std::uint16_t port = 0;
        std::optional<CurveKey> shim_key;  // empty: a port where a shim hands out its key, in the clear
    };
    // The lines end before this does. Error `unavailable`: not now.
    virtual Result<std::unique_ptr<Line>> open(const Place& place) = 0;
    // While this is false open() fails, and a broken line may be broken because of that.
    virtual bool ready() const { return true; }
    // Which CURVE key all lines to shims that are open now have at this end.
    virtual CurveKey client_key() const = 0;

    virtual void step(Now /*now*/) {}
    virtual void watch(Poll& /*poll*/) const {}
    virtual std::optional<SteadyTime> next_step() const { return std::nullopt; }

    // The process that has the sockets; for people.
    struct Status {
        std::string state = "none";  // "none": this one; "starting", "running", "waiting to start again"
        std::int64_t pid = 0;
        std::string user;
        std::string trouble;  // why the last one is gone; empty when it is not
        std::uint64_t ended = 0;
    };
    virtual Status status() const { return {}; }
};

}  // namespace job_retry
