// What commands print for people: tables of text, and times. Times are UTC.

#pragma once

#include <ostream>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "runtime/clock.h"
#include "runtime/plain_text.h"

namespace job_retry {

// Columns as wide as their widest cell, two spaces between them. Control characters in a cell, which may come
// from anywhere, are shown as '?'; a cell of more than `kMaxCell` characters is cut and ends with "...". A
// long table begins before it is at its end: `kTogether` rows are printed at a time, the columns of later
// ones as wide as those of earlier ones at least. Of a table whose end() is not called the rest is missing,
// and if it is short all of it.
//
// Where a row is longer than `columns`, its further cells stand in lines below it, indented, each whole.
class TextTable {
  public:
    static constexpr std::size_t kMaxCell = 60;
    static constexpr std::size_t kTogether = 500;
    TextTable(std::ostream& out, std::vector<std::string> header)
        : TextTable(out, std::move(header), columns_of(out)) {}
    TextTable(std::ostream& out, std::vector<std::string> header, std::size_t columns);
    // As many cells as the header has.
    void row(std::vector<std::string> cells);
    void end();

  private:
    // Of the terminal, if standard output is one; whoever reads a file or a pipe wants a row in a line.
    static std::size_t columns_of(const std::ostream& out);
    void print(const std::vector<std::string>& row);

    std::ostream& out_;
    std::size_t columns_;
    std::vector<std::vector<std::string>> rows_;  // the header first, until it is printed
    std::vector<std::size_t> widths_;             // of what is printed
};

// `text` if it has no more than `most` characters, else its beginning and "...". Characters, not bytes.
std::string shortened(std::string text, std::size_t most);

std::string iso_time(WallTime time);    // "2026-11-24T06:01:39.123456Z"
std::string short_time(WallTime time);  // "2026-11-24 06:01:39"

// The same for programs: microseconds since the epoch.
inline std::int64_t epoch_microseconds(WallTime time) {
    return time.time_since_epoch().count();
}

}  // namespace job_retry
