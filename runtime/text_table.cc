#include "runtime/text_table.h"

#include <algorithm>
#include <cstdio>
#include <cstdlib>

namespace job_retry {
namespace {

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

TextTable::TextTable(std::ostream& out, std::vector<std::string> header) : out_(out), widths_(header.size()) {
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
    for (const auto& row : rows_) {
        std::string line;
        for (std::size_t column = 0; column < row.size(); ++column) {
            line += row[column];
            line.append(widths_[column] - width(row[column]) + 2, ' ');
        }
        line.erase(line.find_last_not_of(' ') + 1);
        out_ << line << '\n';
    }
    rows_.clear();
    out_.flush();
}

std::string shortened(std::string text, std::size_t most) {
    if (width(text) <= most) return text;
    const std::size_t kept = most < 3 ? 0 : most - 3;
    while (width(text) > kept)
        text.pop_back();
    return text + std::string("...").substr(0, most - kept);
}

std::string printable(std::string_view text) {
    std::string shown(text);
    std::replace_if(
        shown.begin(), shown.end(), [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; },
        '?');
    return shown;
}

std::string iso_time(WallTime time) {
    return clock_text(time, "%04d-%02u-%02uT%02d:%02d:%02d", true);
}

std::string short_time(WallTime time) {
    return clock_text(time, "%04d-%02u-%02u %02d:%02d:%02d", false);
}

}  // namespace job_retry
