// ShimLink: the way to one master's shim, from nothing to authenticated and back again whenever it breaks:
// fetch the shim's key statement, hold it against the master's key, connect, hello, proof. Never blocks:
// step() moves what is there. What is said over the link is Drain's business, how bytes travel that of Lines.
//
// Invariant: nothing of the shim but its part of the handshake gets out of here before this shim has proven
// to be this master's (its CURVE key is signed by the pinned key) and has welcomed this minion. A proof is
// signed only for a CURVE key of a shim that the pinned key has signed, at most one for each hello, and
// hellos have their distance: whoever holds the lines gets no other signature, and not many of them.

#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "minion_agent/lines.h"
#include "minion_agent/master_key.h"
#include "proto/authentication.h"
#include "proto/messages.h"
#include "runtime/clock.h"

namespace job_retry {

class ShimLink {
  public:
    struct Options {
        std::string host;  // as ZeroMQ is given it: IPv6 in brackets
        std::uint16_t port = 4507;
        std::uint16_t key_port = 4508;
        std::chrono::seconds unanswered{10};   // a step of the handshake, or the first questions for the key
        std::chrono::seconds unconnected{60};  // then the shim's key may have changed
        std::chrono::seconds first_back_off{2};
        std::chrono::seconds longest_back_off{60};
        std::chrono::milliseconds between_hellos{1000};
    };
    struct World {
        // Who this minion is; read anew for every handshake. An error says what is missing.
        std::function<Result<proto::Introduction::Identity>()> identity;
        std::function<double()> random;  // uniform in [0, 1)
    };
    // `lines` outlives this, and has turned before each step().
    ShimLink(Lines& lines, Options options, MasterKey master_key, World world);

    struct Happened {
        bool authenticated = false;  // now, and it was not before or has been lost in between
        bool lost = false;           // before anything in `messages`
        WallTime master_time{};      // with authenticated: the master's clock now, at the latest
        std::vector<proto::Message> messages;
    };
    // At most `most` messages.
    Happened step(Now now, std::size_t most = 100);

    bool authenticated() const { return phase_ == Phase::welcome; }
    // Dropped when not authenticated or when the link is gone: the shim will be asked again.
    void send(const proto::Message& message);

    void watch(Poll& poll) const;
    std::optional<SteadyTime> next_step() const;

    struct Status {
        std::string
            state;  // "waiting", "fetching the shim's key", "connecting", "introducing", "authenticated"
        std::string trouble;    // why it is not authenticated, and what to do; empty when it is
        std::uint64_t refused;  // what was no statement of this master's latest key, or no message
    };
    Status status() const;

  private:
    enum class Phase : std::uint8_t { no_key, connecting, hello, proof, welcome };

    void fetch(Now now);
    void fetched(const std::string& bytes, Now now);
    void connect(const proto::KeyStatement& statement, Now now);
    void say_hello(Now now);
    void handle(proto::Message message, Happened& happened, Now now);
    void refused(const proto::ErrorReply& error, Now now);
    void lost(Happened& happened);
    void look_at_lines(Happened& happened, Now now);
    void hello_later(Now now, std::string trouble);
    void fetch_later(Now now, std::string trouble);
    void note(std::string trouble, Now now);
    void say(const proto::Message& message);
    std::chrono::microseconds back_off(int& failures) const;

    Lines& lines_;
    Options options_;
    MasterKey master_key_;
    World world_;

    // Fetching the key statement goes on beside a link that does not come about.
    std::unique_ptr<Line> key_line_;
    std::optional<SteadyTime> fetch_at_ = SteadyTime::min();
    std::optional<SteadyTime> fetch_until_;
    int failed_fetches_ = 0;
    std::uint64_t refused_ = 0;

    std::unique_ptr<Line> line_;
    CurveKey shim_key_{};
    CurveKey client_key_{};
    Phase phase_ = Phase::no_key;
    std::optional<proto::Introduction> introduction_;
    std::optional<SteadyTime> hello_at_;      // say hello (again)
    std::optional<SteadyTime> answer_until_;  // of hello or proof
    SteadyTime no_hello_before_{};
    SteadyTime proof_at_{};
    int failed_hellos_ = 0;
    std::string trouble_;
    SteadyTime no_word_before_{};  // in the log
};

}  // namespace job_retry
