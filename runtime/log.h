// The log of both daemons: lines on standard error, with a time stamp, or, where standard error is the
// systemd journal, with the level as the journal reads it. One line for one message: control characters,
// which may come from the other side of a wire, are shown as '?'. The only place that speaks to spdlog.

#pragma once

#include <concepts>
#include <filesystem>
#include <string>
#include <string_view>

#include "runtime/result.h"

namespace job_retry::log {

enum class Level { trace, debug, info, warning, error, critical, quiet };

// Salt's words for levels. Error `invalid`, which lists them.
Result<Level> level_from(std::string_view word);
std::string_view word_for(Level level);
std::string level_words();  // all of them, with commas

// To be called once, before there are threads. Until then warnings and worse are logged.
void start(Level level);

bool enabled(Level level);
void write(Level level, std::string_view message);

inline void append(std::string& message, std::string_view part) {
    message += part;
}
// A template, so that a string literal is not taken for a path.
template <std::same_as<std::filesystem::path> Path>
void append(std::string& message, const Path& part) {
    message += part.native();
}
template <std::integral T>
void append(std::string& message, T number) {
    message += std::to_string(number);
}

// One message of several parts: log::info("minion ", id, " is owed ", count, " jobs").
template <class... Parts>
void message(Level level, const Parts&... parts) {
    if (!enabled(level)) return;
    std::string text;
    (append(text, parts), ...);
    write(level, text);
}
template <class... Parts>
void debug(const Parts&... parts) {
    message(Level::debug, parts...);
}
template <class... Parts>
void info(const Parts&... parts) {
    message(Level::info, parts...);
}
template <class... Parts>
void warning(const Parts&... parts) {
    message(Level::warning, parts...);
}
template <class... Parts>
void error(const Parts&... parts) {
    message(Level::error, parts...);
}

}  // namespace job_retry::log
