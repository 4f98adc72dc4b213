// CourierLines: the agent's lines to the network, all of them through one courier (courier.h). Starts it,
// sees when it is gone, hangs or talks nonsense, ends it, and starts another one later. Nothing that the
// courier says is believed for more than what it is: bytes from somewhere.
//
// Invariant: whatever the courier does, a step is short, the memory is bounded, and nobody else waits: at
// most kFrames frames and kBytes are taken in a step, and after a full one the courier waits.

#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>

#include "minion_agent/courier_process.h"
#include "minion_agent/lines.h"
#include "proto/courier.h"
#include "runtime/clock.h"
#include "runtime/result.h"

namespace job_retry {

class CourierLines : public Lines {
  public:
    static constexpr std::size_t kFrames = 100;
    static constexpr std::size_t kBytes = std::size_t{8} << 20;
    static constexpr std::size_t kMaxUnwritten = std::size_t{1} << 20;

    struct Options {
        std::function<Result<CourierProcess>()> start;
        bool may_be_root = false;  // the courier; never where it could be another
        std::chrono::seconds ready_within{30};
        std::chrono::seconds silent{150};  // it says once a minute that it is there
        std::chrono::milliseconds pause{50};
        std::chrono::milliseconds first_back_off{1000};  // doubling
        std::chrono::seconds longest_back_off{60};
    };
    explicit CourierLines(Options options);
    ~CourierLines() override;

    Result<std::unique_ptr<Line>> open(const Place& place) override;
    bool ready() const override { return client_key_.has_value(); }
    CurveKey client_key() const override { return client_key_.value_or(CurveKey{}); }

    void step(Now now) override;
    void watch(Poll& poll) const override;
    std::optional<SteadyTime> next_step() const override;
    Status status() const override;

  private:
    class CourierLine;

    void start(Now now);
    void read(Now now);
    Result<void> take(const proto::FromCourier& message, Now now);
    Result<void> look_at(const std::optional<Peer>& sender);
    // False when the connection is over.
    bool write();
    void say(const proto::ToCourier& message);
    void close(std::uint64_t line);
    void look_at_end();
    // Ends the courier and breaks its lines.
    void give_up(std::string trouble, Now now);

    Options options_;
    std::optional<CourierProcess> process_;
    bool leaving_ = false;  // only its end is left to wait for
    std::optional<Peer> who_;
    std::string user_;
    std::optional<CurveKey> client_key_;  // of one that is ready
    FrameBuffer frames_{proto::kMaxCourierFrame};
    std::string unwritten_;
    std::map<std::uint64_t, CourierLine*> lines_;  // that it has
    std::uint64_t last_line_ = 0;
    std::optional<SteadyTime> start_at_ = SteadyTime::min();
    std::optional<SteadyTime> heard_until_;  // or it is taken for dead
    std::optional<SteadyTime> read_at_;      // paused until then
    SteadyTime started_{};
    std::uint64_t ended_ = 0;
    int failures_ = 0;
    std::string trouble_;
};

}  // namespace job_retry
