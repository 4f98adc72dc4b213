// ExitCode: what the commands of both daemons end with. Documented in README.md; numbers beyond 1 are those
// of sysexits.h.

#pragma once

#include "runtime/result.h"

namespace job_retry {

enum class ExitCode : int {
    ok = 0,
    not_found = 1,       // the thing that was named does not exist
    usage = 64,          // the command line is wrong
    unavailable = 69,    // the daemon is not running, or could not do it now
    denied = 77,         // permissions
    configuration = 78,  // the configuration cannot be used
};

constexpr int code(ExitCode exit) {
    return static_cast<int>(exit);
}

// For an error of a command that is not about the configuration.
constexpr ExitCode exit_code_for(Errc error) {
    switch (error) {
        case Errc::not_found:
            return ExitCode::not_found;
        case Errc::invalid:
            return ExitCode::usage;
        case Errc::denied:
            return ExitCode::denied;
        case Errc::unavailable:
        case Errc::io:
        case Errc::full:
        case Errc::corrupt:
        case Errc::version:
        case Errc::conflict:
            return ExitCode::unavailable;
    }
    return ExitCode::unavailable;
}

}  // namespace job_retry
