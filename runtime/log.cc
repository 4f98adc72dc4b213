#include "runtime/log.h"

#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cstdlib>
#include <memory>

#include "runtime/plain_text.h"

namespace job_retry::log {
namespace {

struct LevelWord {
    Level level;
    spdlog::level::level_enum spdlog_level;
    std::string_view word;
    std::string_view journal_prefix;  // sd-daemon(3)
};
constexpr LevelWord kLevels[] = {{Level::trace, spdlog::level::trace, "trace", "<7>"},
                                 {Level::debug, spdlog::level::debug, "debug", "<7>"},
                                 {Level::info, spdlog::level::info, "info", "<6>"},
                                 {Level::warning, spdlog::level::warn, "warning", "<4>"},
                                 {Level::error, spdlog::level::err, "error", "<3>"},
                                 {Level::critical, spdlog::level::critical, "critical", "<2>"},
                                 {Level::quiet, spdlog::level::off, "quiet", ""}};

const LevelWord& of(Level level) {
    return kLevels[static_cast<std::size_t>(level)];
}

// systemd names the journal's socket by device and inode, so that a redirected standard error is noticed.
bool standard_error_is_the_journal() {
    const char* stream = std::getenv("JOURNAL_STREAM");  // NOLINT(concurrency-mt-unsafe)
    struct stat status {};
    return stream != nullptr && fstat(STDERR_FILENO, &status) == 0 &&
           std::to_string(status.st_dev) + ":" + std::to_string(status.st_ino) == stream;
}

struct Log {
    Log() : logger("job_retry", std::make_shared<spdlog::sinks::stderr_sink_mt>()) {
        logger.set_level(spdlog::level::warn);
        logger.flush_on(spdlog::level::trace);
        logger.set_pattern(to_journal ? "%v" : "%Y-%m-%d %H:%M:%S.%e [%l] %v");
    }
    const bool to_journal = standard_error_is_the_journal();
    spdlog::logger logger;
};

Log& the_log() {
    static Log log;
    return log;
}

}  // namespace

Result<Level> level_from(std::string_view word) {
    for (const LevelWord& level : kLevels)
        if (level.word == word) return level.level;
    return fail(Errc::invalid,
                "'" + std::string(word) + "' is no log level; the levels are " + level_words());
}

std::string_view word_for(Level level) {
    return of(level).word;
}

std::string level_words() {
    std::string words;
    for (const LevelWord& level : kLevels)
        words += (words.empty() ? "" : ", ") + std::string(level.word);
    return words;
}

void start(Level level) {
    the_log().logger.set_level(of(level).spdlog_level);
}

bool enabled(Level level) {
    return the_log().logger.should_log(of(level).spdlog_level);
}

void write(Level level, std::string_view message) {
    Log& log = the_log();
    const std::string line = std::string(log.to_journal ? of(level).journal_prefix : "") + printable(message);
    log.logger.log(of(level).spdlog_level, spdlog::string_view_t(line.data(), line.size()));
}

}  // namespace job_retry::log
