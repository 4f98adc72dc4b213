// Jid: the identity of a job, as Salt or a user chose it. A JID that starts with Salt's time stamp (20
// digits, %Y%m%d%H%M%S%f of the master's clock, in UTC or local time, which the JID does not tell) has a
// time; a JID that a user made up has none. Never compare JIDs as strings: sort_key() is their one order.

#pragma once

#include <chrono>
#include <compare>
#include <optional>
#include <string>
#include <string_view>

#include "runtime/result.h"

namespace job_retry {

// What a JID's digits say, as if they were UTC. Good for order and for differences of at least a day; not an
// instant.
using JidTime = std::chrono::sys_time<std::chrono::microseconds>;

class Jid {
  public:
    static constexpr std::size_t kMaxSize = 128;

    // Accepts 1..kMaxSize bytes of UTF-8 without control characters (plain_text.h) and '/'.
    static Result<Jid> parse(std::string_view text);

    // The same, with some of those characters: earlier releases knew only those of ASCII, and what they have
    // written down or sent is still read.
    static Result<Jid> recorded(std::string_view text);

    // The inverse of sort_key(). Error `corrupt` for bytes that sort_key() never made.
    static Result<Jid> from_sort_key(std::string_view key);

    const std::string& text() const { return text_; }
    std::optional<JidTime> time() const { return time_; }

    // Bytes (at most kMaxSize + 1, no NUL) whose memcmp order is hand-out order: JIDs with a time by time,
    // then by suffix; after them the others, by text.
    std::string sort_key() const;

    friend bool operator==(const Jid& a, const Jid& b) { return a.text_ == b.text_; }
    friend std::strong_ordering operator<=>(const Jid& a, const Jid& b) {
        return a.sort_key() <=> b.sort_key();
    }

  private:
    Jid(std::string text, std::optional<JidTime> time) : text_(std::move(text)), time_(time) {}

    std::string text_;
    std::optional<JidTime> time_;
};

}  // namespace job_retry
