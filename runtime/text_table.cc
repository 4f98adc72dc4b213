#include "runtime/text_table.h"

#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <iostream>
#include <limits>

namespace job_retry {
namespace {

constexpr std::size_t kGap = 2;
constexpr std::size_t kIndent = 4;

// Characters, not bytes, of UTF-8.
std::size_t width(std::string_view text) {
    return std::size_t(std::count_if(text.begin(), text.end(),
                                     [](char c) { return (static_cast<unsigned char>(c) & 0xc0) != 0x80; }));
}

std::string clock_text(WallTime time, const char* format, bool fraction) {
    using namespace std::chrono;
    const auto day = floor<days>(time);
    const year_month_day date(day);
    const hh_mm_ss clock(time - day);
    char text[64];
    const int size = std::snprintf(text, sizeof text, format, int(date.year()), unsigned(date.month()),
                                   unsigned(date.day()), int(clock.hours().count()),
                                   int(clock.minutes().count()), int(clock.seconds().count()));
    std::string result(text, std::size_t(size));
    if (fraction) {
        std::snprintf(text, sizeof text, ".%06dZ", int(clock.subseconds().count()));
        result += text;
    }
    return result;
}

}  // namespace

TextTable::TextTable(std::ostream& out, std::vector<std::string> header, std::size_t columns)
    : out_(out), columns_(columns), widths_(header.size()) {
    rows_.push_back(std::move(header));
}

void TextTable::row(std::vector<std::string> cells) {
    cells.resize(widths_.size());
    for (std::string& cell : cells)
        cell = shortened(printable(cell), kMaxCell);
    rows_.push_back(std::move(cells));
    if (rows_.size() > kTogether) end();
}

void TextTable::end() {
    for (const auto& row : rows_)
        for (std::size_t column = 0; column < row.size(); ++column)
            widths_[column] = std::max(widths_[column], width(row[column]));
    for (const auto& row : rows_)
        print(row);
    rows_.clear();
    out_.flush();
}

void TextTable::print(const std::vector<std::string>& row) {
    std::string line;
    std::size_t at = 0;
    const auto end_line = [&] {
        line.erase(line.find_last_not_of(' ') + 1);
        if (!line.empty()) out_ << line << '\n';
    };
    for (std::size_t column = 0; column < row.size(); ++column) {
        if (column > 0 && at + widths_[column] > columns_) {
            end_line();
            line.assign(kIndent, ' ');
            at = kIndent;
        }
        const std::size_t room = widths_[column] + kGap;
        line += row[column];
        line.append(room - width(row[column]), ' ');
        at += room;
    }
    end_line();
}

std::size_t TextTable::columns_of(const std::ostream& out) {
    winsize size{};
    const bool terminal = &out == &std::cout && isatty(STDOUT_FILENO) != 0 &&
                          ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0;
    return terminal ? size.ws_col : std::numeric_limits<std::size_t>::max();
}

std::string shortened(std::string text, std::size_t most) {
    if (width(text) <= most) return text;
    const std::size_t kept = most < 3 ? 0 : most - 3;
    while (width(text) > kept)
        text.pop_back();
    return text + std::string("...").substr(0, most - kept);
}

std::string iso_time(WallTime time) {
    return clock_text(time, "%04d-%02u-%02uT%02d:%02d:%02d", true);
}

std::string short_time(WallTime time) {
    return clock_text(time, "%04d-%02u-%02u %02d:%02d:%02d", false);
}

}  // namespace job_retry
