#include "master_shim/watch.h"

#include <sys/ioctl.h>
#include <unistd.h>

#include <chrono>
#include <cstdlib>
#include <sstream>
#include <thread>

#include "master_shim/commands.h"
#include "runtime/text_table.h"

namespace job_retry {
namespace {

using control::Json;

constexpr const char* kBold = "\033[1m";
constexpr const char* kRed = "\033[31m";
constexpr const char* kPlain = "\033[0m";

class Page {
  public:
    explicit Page(const Screen& screen) : screen_(screen) {}

    void line(std::string text, const char* style = nullptr) {
        if (screen_.terminal && lines_ + 1 >= screen_.height) return;  // the cursor has the last line
        ++lines_;
        if (screen_.terminal) text = shortened(std::move(text), screen_.width);
        const bool styled = style != nullptr && screen_.colour;
        text_ += (styled ? style : "") + text + (styled ? kPlain : "") + '\n';
    }
    void table(const std::string& text) {
        std::istringstream in(text);
        const char* style = kBold;
        for (std::string row; std::getline(in, row); style = nullptr)
            line(row, style);
    }
    std::string text() && { return std::move(text_); }

  private:
    const Screen& screen_;
    std::size_t lines_ = 0;
    std::string text_;
};

std::string number(const Json& value) {
    return value.dump();
}

std::string text(const Json& value) {
    return value.is_string() ? printable(value.get<std::string>()) : "-";
}

std::string ago(const Json& microseconds, WallTime now) {
    if (!microseconds.is_number()) return "-";
    const WallTime then{std::chrono::microseconds(microseconds.get<std::int64_t>())};
    const auto seconds = std::max<std::int64_t>(0, (now - then) / std::chrono::seconds(1));
    if (seconds < 120) return std::to_string(seconds) + "s";
    if (seconds < 7200) return std::to_string(seconds / 60) + "m";
    if (seconds < 172800) return std::to_string(seconds / 3600) + "h";
    return std::to_string(seconds / 86400) + "d";
}

void troubles(Page& page, const Json& status) {
    const auto trouble = [&](const std::string& text) { page.line("! " + text, kRed); };
    if (!status["standalone"].get<bool>() && !status["bus"]["connected"].get<bool>())
        trouble("the master's event bus is not heard: is salt-master running?");
    if (!status["job_cache"]["error"].is_null())
        trouble("the job cache cannot be read: " + text(status["job_cache"]["error"]));
    if (!status["database_error"].is_null())
        trouble("the database cannot be written: " + text(status["database_error"]));
    if (status["database_full"].get<bool>()) trouble("the database is full: missed jobs are not taken up");
    if (!status["agents"]["key_statement"].get<bool>())
        trouble("the master's key cannot be read: agents cannot connect");
}

void counts(Page& page, const Json& status, WallTime now) {
    const Json& states = status["deliveries"];
    std::string owed = number(states["pending"]) + " pending, " + number(states["running"]) + " running";
    if (!status["oldest_pending"].is_null())
        owed += "; the oldest since " + ago(status["oldest_pending_us"], now);
    std::string ended;
    for (const auto& [state, count] : states.items()) {
        if (state == "pending" || state == "running") continue;
        ended += (ended.empty() ? "" : ", ") + number(count) + " " + state;
    }
    const Json& agents = status["agents"];
    page.line("owed      " + owed);
    page.line("ended     " + ended);
    page.line("expected  " + number(status["expected"]["minions"]) + " answers to " +
              number(status["expected"]["jobs"]) + " jobs");
    page.line("agents    " + number(agents["authenticated"]) + " connected, " + number(agents["draining"]) +
              " catching up, " + number(agents["waiting"]) + " waiting for their turn");
}

void catching_up(Page& page, const Json& status) {
    const Json& agents = status["agents"];
    if (agents["draining_minions"].empty()) return;
    std::string names;
    for (const Json& minion : agents["draining_minions"])
        names += (names.empty() ? "" : ", ") + text(minion);
    page.line("");
    page.line("CATCHING UP", kBold);
    page.line(names);
}

void newest(Page& page, const Json& status, WallTime now) {
    if (status["newest_ended"].empty()) return;
    std::ostringstream out;
    TextTable table(out, {"ENDED", "STATE", "MINION", "FUNCTION", "JID", "REASON"});
    for (const Json& ended : status["newest_ended"])
        table.row({ago(ended["since_us"], now), text(ended["state"]), text(ended["minion"]),
                   text(ended["fun"]), text(ended["jid"]), text(ended["reason"])});
    table.end();
    page.line("");
    page.table(out.str());
}

Screen screen_now() {
    Screen screen;
    screen.terminal = isatty(STDOUT_FILENO) != 0;
    if (!screen.terminal) return screen;
    screen.colour = std::getenv("NO_COLOR") == nullptr;  // NOLINT(concurrency-mt-unsafe)
    winsize size{};
    if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0) {
        screen.width = size.ws_col;
        screen.height = size.ws_row;
    }
    return screen;
}

}  // namespace

std::string watch_page(const Json& status, WallTime now, const Screen& screen) {
    Page page(screen);
    page.line("master-shim " + text(status["version"]) + ", " + short_time(now) + " UTC, up " +
                  ago(status["started_at_us"], now),
              kBold);
    troubles(page, status);
    counts(page, status, now);
    catching_up(page, status);
    newest(page, status, now);
    return std::move(page).text();
}

Result<void> watch(const CommandContext& context, unsigned interval, unsigned count) {
    for (unsigned look = 0; count == 0 || look < count; ++look) {
        if (look > 0) std::this_thread::sleep_for(std::chrono::seconds(interval));
        const Screen screen = screen_now();
        auto status = control::ask(context.options.control_socket, {{"command", "status"}});
        if (!status && (look == 0 || status.error().code != Errc::unavailable)) return pass_on(status);
        if (screen.terminal) context.out << "\033[H\033[2J";
        if (!screen.terminal && look > 0) context.out << '\n';
        context.out << (status ? watch_page(*status, Now::read().wall, screen)
                               : status.error().text + "; this waits for it\n");
        context.out.flush();
        if (!context.out.good()) return {};
    }
    return {};
}

}  // namespace job_retry
