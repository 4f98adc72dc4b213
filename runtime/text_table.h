// What commands print for people: tables of text, and times. Times are UTC.

#pragma once

#include <ostream>
#include <string>
#include <string_view>
#include <vector>

#include "runtime/clock.h"

namespace job_retry {

// Columns as wide as their widest cell, two spaces between them. Control characters in a cell, which may come
// from anywhere, are shown as '?'; a cell of more than `kMaxCell` characters is cut and ends with "...".
class TextTable {
  public:
    static constexpr std::size_t kMaxCell = 60;
    explicit TextTable(std::vector<std::string> header);
    // As many cells as the header has.
    void row(std::vector<std::string> cells);
    void print(std::ostream& out) const;
    // Prints what is there and forgets it; the header comes with the first. What comes later gets columns
    // that are as wide at least: for tables that are too long to be held back until their end.
    void flush(std::ostream& out);
    std::size_t rows() const { return rows_.size(); }

  private:
    std::vector<std::size_t> widths() const;
    void print(std::ostream& out, const std::vector<std::size_t>& widths) const;

    std::size_t columns_;
    std::vector<std::vector<std::string>> rows_;  // the header first, until it is flushed
    std::vector<std::size_t> flushed_widths_;
};

// `text` if it has no more than `most` characters, else its beginning and "...". Characters, not bytes.
std::string shortened(std::string text, std::size_t most);

// `text` without control characters.
std::string printable(std::string_view text);

std::string iso_time(WallTime time);    // "2026-11-24T06:01:39.123456Z"
std::string short_time(WallTime time);  // "2026-11-24 06:01:39"

// The same for programs: microseconds since the epoch.
inline std::int64_t epoch_microseconds(WallTime time) {
    return time.time_since_epoch().count();
}

}  // namespace job_retry
