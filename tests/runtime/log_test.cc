#include "runtime/log.h"

#include <fcntl.h>
#include <unistd.h>

#include <catch2/catch.hpp>
#include <fstream>
#include <string>

#include "support/temporary_directory.h"

namespace job_retry {
namespace {

// What is written to standard error while this lives.
class StandardError {
  public:
    StandardError() : saved_(dup(STDERR_FILENO)) {
        const int file = open((directory_ / "log").c_str(), O_CREAT | O_WRONLY, 0600);
        dup2(file, STDERR_FILENO);
        close(file);
    }
    ~StandardError() {
        dup2(saved_, STDERR_FILENO);
        close(saved_);
    }
    std::string text() const {
        std::ifstream file(directory_ / "log");
        return {std::istreambuf_iterator<char>(file), {}};
    }

  private:
    test::TemporaryDirectory directory_;
    int saved_;
};

TEST_CASE("a message is one line with its level, whatever it holds") {
    log::start(log::Level::info);
    StandardError error;
    log::info("minion ", "evil\nid\x1b[31m", " is owed ", 3, " jobs");
    CHECK(error.text().find("[info] minion evil?id?[31m is owed 3 jobs\n") != std::string::npos);
    log::start(log::Level::warning);
}

TEST_CASE("what is below the level is not logged") {
    log::start(log::Level::warning);
    StandardError error;
    log::info("not this");
    log::warning("this");
    CHECK(error.text().find("not this") == std::string::npos);
    CHECK(error.text().find("this\n") != std::string::npos);
}

TEST_CASE("levels have Salt's words, and an unknown word is told all of them") {
    for (const char* word : {"trace", "debug", "info", "warning", "error", "critical", "quiet"})
        CHECK(log::word_for(*log::level_from(word)) == word);
    CHECK(log::level_from("loud").error().text.find("trace, debug, info") != std::string::npos);
}

}  // namespace
}  // namespace job_retry
