// What the programs of bench/ share: how they stop when something fails, and what they print.

#pragma once

#include <unistd.h>

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <map>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "runtime/jid.h"
#include "runtime/result.h"
#include "runtime/text_table.h"

namespace job_retry::bench {

[[noreturn]] inline void give_up(const std::string& text) {
    std::fprintf(stderr, "%s\n", text.c_str());
    std::exit(1);
}

inline void need(bool done, const std::string& what) {
    if (!done) give_up("cannot " + what);
}

// The value, or the end of the program with the error's text.
template <class T>
T need(Result<T> result) {
    if (!result) give_up(result.error().text);
    if constexpr (!std::is_void_v<T>) return std::move(*result);
}

template <class Time>
double seconds_of(Time time) {
    return std::chrono::duration<double>(time.time_since_epoch()).count();
}

inline double seconds_since(std::chrono::steady_clock::time_point begin) {
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
}

// Salt's stamp for that time.
inline Jid jid_at(WallTime time) {
    std::string digits;
    for (const char c : iso_time(time))
        if (c >= '0' && c <= '9') digits += c;
    return need(Jid::parse(digits));
}

// Series of figures by name, one for each round.
using Series = std::map<std::string, std::vector<double>>;

// For programs that begin together: prints "ready", and waits for a byte on standard input.
inline void wait_to_begin() {
    std::puts("ready");
    std::fflush(stdout);
    char byte = 0;
    need(read(STDIN_FILENO, &byte, 1) == 1, "be told to begin");
}

inline int print(const nlohmann::json& object) {
    std::puts(object.dump().c_str());
    return 0;
}

}  // namespace job_retry::bench
