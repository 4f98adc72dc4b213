#include "master_shim/watch.h"

#include <catch2/catch.hpp>
#include <sstream>
#include <vector>

#include "runtime/text_table.h"

using namespace job_retry;
using control::Json;

namespace {

const WallTime kNow{std::chrono::hours(500000)};

Json status() {
    const auto ago = [](int seconds) { return epoch_microseconds(kNow - std::chrono::seconds(seconds)); };
    Json ended = Json::array();
    for (int i = 0; i < 40; ++i)
        ended.push_back({{"jid", "2026112406013912345" + std::to_string(i % 10)},
                         {"minion", "web" + std::to_string(i) + ".example.net"},
                         {"fun", "state.apply"},
                         {"state", "returned"},
                         {"since_us", ago(i)},
                         {"reason", ""}});
    return {{"version", "1.0"},
            {"standalone", false},
            {"started_at_us", ago(7300)},
            {"bus", {{"connected", true}}},
            {"job_cache", {{"error", nullptr}}},
            {"database_error", nullptr},
            {"database_full", false},
            {"expected", {{"minions", 12}, {"jobs", 3}}},
            {"deliveries", {{"pending", 7}, {"running", 1}, {"returned", 40}, {"expired", 2}}},
            {"oldest_pending", "2026-11-24T06:01:39Z"},
            {"oldest_pending_us", ago(3600)},
            {"agents",
             {{"authenticated", 90},
              {"draining", 2},
              {"waiting", 5},
              {"key_statement", true},
              {"draining_minions", {"branch-1", "branch-2"}}}},
            {"newest_ended", ended}};
}

std::vector<std::string> lines(const std::string& page) {
    std::vector<std::string> found;
    std::istringstream in(page);
    for (std::string line; std::getline(in, line);)
        found.push_back(line);
    return found;
}

TEST_CASE("the watched page has counts, who catches up, and what has ended, newest first") {
    const std::string page = watch_page(status(), kNow, Screen{});
    for (const char* expected :
         {"7 pending, 1 running; the oldest since 60m", "40 returned, 2 expired", "12 answers to 3 jobs",
          "90 connected, 2 catching up, 5 waiting", "branch-1, branch-2", "up 2h"})
        CHECK_THAT(page, Catch::Contains(expected));
    CHECK(page.find("web0.example.net") < page.find("web1.example.net"));
    CHECK_THAT(page, Catch::Contains("web39.example.net"));
}

TEST_CASE("the watched page fits terminals of any size") {
    const std::size_t width = GENERATE(1, 20, 80, 200);
    const std::size_t height = GENERATE(1, 5, 24, 100);
    const auto page = lines(watch_page(status(), kNow, {true, false, width, height}));
    CHECK(page.size() < std::max<std::size_t>(height, 1));
    for (const std::string& line : page)
        CHECK(line.size() <= width);
}

TEST_CASE("the watched page has colour on a terminal that wants it, and control characters nowhere else") {
    Json troubled = status();
    troubled["bus"]["connected"] = false;
    troubled["newest_ended"][0]["reason"] = "\033[2J bell \a";
    const auto has_escape = [&](const Screen& screen) {
        return watch_page(troubled, kNow, screen).find('\033') != std::string::npos;
    };
    CHECK(has_escape({true, true, 200, 100}));
    CHECK_FALSE(has_escape({true, false, 200, 100}));
    CHECK_FALSE(has_escape({}));
}

TEST_CASE("what is wrong stands above the counts") {
    Json troubled = status();
    troubled["bus"]["connected"] = false;
    troubled["database_full"] = true;
    troubled["agents"]["key_statement"] = false;
    const auto page = lines(watch_page(troubled, kNow, Screen{}));
    CHECK_THAT(page[1], Catch::Contains("event bus is not heard"));
    CHECK_THAT(page[2], Catch::Contains("database is full"));
    CHECK_THAT(page[3], Catch::Contains("agents cannot connect"));
}

}  // namespace
