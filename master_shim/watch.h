// What `master-shim watch` shows: the daemon's status as a page for a person who looks at it for a while.
// Pure.

#pragma once

#include <cstddef>
#include <string>

#include "master_shim/control.h"
#include "runtime/clock.h"

namespace job_retry {

// What the page may be. Not a terminal: as wide and long as it gets, and without colour.
struct Screen {
    bool terminal = false;
    bool colour = false;
    std::size_t width = 80;
    std::size_t height = 24;
};

// `status`: the daemon's reply. On a terminal no line is wider and the page no higher than the screen; what
// matters most comes first in each.
std::string watch_page(const control::Json& status, WallTime now, const Screen& screen);

}  // namespace job_retry
