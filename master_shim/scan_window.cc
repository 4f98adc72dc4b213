#include "master_shim/scan_window.h"

#include <algorithm>
#include <sstream>

namespace job_retry {
namespace {

// The steady clock counts from the machine's boot.
WallTime booted_at(Now now) {
    return WallTime(now.wall.time_since_epoch() - now.steady.time_since_epoch());
}

// The lowest that the clock can have been between two looks.
WallTime lowest_between(const ScanMark& earlier, const ScanMark& later) {
    return earlier.until - std::max(earlier.booted - later.booted, WallTime::duration(0));
}

WallTime::rep number(WallTime time) {
    return time.time_since_epoch().count();
}

}  // namespace

ScanMark ScanMark::at(Now now, const std::string& boot_id) {
    return {now.wall, booted_at(now), boot_id};
}

ScanMark ScanMark::parse(std::string_view text) {
    std::istringstream in{std::string(text)};
    WallTime::rep until = 0;
    WallTime::rep booted = 0;
    ScanMark mark;
    in >> until >> booted >> mark.boot_id;
    mark.until = WallTime(WallTime::duration(until));
    mark.booted = WallTime(WallTime::duration(booted));
    return mark;
}

std::string ScanMark::text() const {
    return std::to_string(number(until)) + ' ' + std::to_string(number(booted)) + ' ' + boot_id;
}

ScanWindow::ScanWindow(const ScanMark& started, const ScanMark& mark, std::chrono::seconds look_back)
    : last_(started), mark_(mark), lowest_(lowest_between(mark, started)), lowest_in_scan_(started.until) {
    const bool measured = !mark.boot_id.empty() && mark.boot_id == started.boot_id;
    if (!measured || lowest_ > started.until) lowest_ = started.until - look_back;
}

std::optional<ScanMark> ScanWindow::tick(Now now) {
    const ScanMark look = ScanMark::at(now, last_.boot_id);
    const WallTime lowest = lowest_between(last_, look);
    last_ = look;
    lowest_ = std::min(lowest_, lowest);
    lowest_in_scan_ = std::min(lowest_in_scan_, lowest);
    if (lowest_ >= mark_.until - kOverlap) return std::nullopt;
    mark_ = {lowest_, last_.booted, last_.boot_id};
    return mark_;
}

WallTime ScanWindow::begin(const ScanMark& mark) {
    mark_ = mark;
    complete_ = true;
    lowest_in_scan_ = last_.until;
    return std::min(lowest_, mark.until) - kOverlap;
}

std::optional<ScanMark> ScanWindow::end() {
    if (!complete_) return std::nullopt;
    lowest_ = lowest_in_scan_;
    mark_ = {lowest_, last_.booted, last_.boot_id};
    return mark_;
}

}  // namespace job_retry
