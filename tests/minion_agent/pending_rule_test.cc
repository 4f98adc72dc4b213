#include "minion_agent/pending_rule.h"

#include <catch2/catch.hpp>

namespace job_retry {

TEST_CASE("only what the ledger does not hold, or allows, is run") {
    for (const JobState state :
         {JobState::unknown, JobState::partial, JobState::running, JobState::interrupted, JobState::finished,
          JobState::too_old, JobState::permitted}) {
        const bool may =
            state == JobState::unknown || state == JobState::partial || state == JobState::permitted;
        CHECK((rule(state, false, false).stand == Stand::run) == may);
    }
}

TEST_CASE("of what was published before the ledger began, only what is allowed or was begun is run") {
    CHECK(rule(JobState::unknown, true, false).stand == Stand::told);
    CHECK(rule(JobState::unknown, true, false).report == proto::Reported::refused);
    CHECK(rule(JobState::permitted, true, false).stand == Stand::run);
    CHECK(rule(JobState::partial, true, false).stand == Stand::run);
    CHECK(rule(JobState::finished, true, false).stand == Stand::resend);
}

// What is asked: has this minion returned it? The ledger knows, and nothing runs that only somebody's claim
// stands against.
TEST_CASE("a return that the list asks about is answered from the ledger, and what it never had is not run") {
    struct Row {
        JobState state;
        Stand stand;
        std::optional<proto::Reported> report;
    };
    for (const Row& row : {Row{JobState::unknown, Stand::told, proto::Reported::unknown},
                           Row{JobState::finished, Stand::told, proto::Reported::finished},
                           Row{JobState::running, Stand::watch, proto::Reported::running},
                           Row{JobState::interrupted, Stand::told, proto::Reported::interrupted},
                           Row{JobState::too_old, Stand::told, proto::Reported::refused},
                           Row{JobState::partial, Stand::told, proto::Reported::unknown},
                           Row{JobState::permitted, Stand::told, proto::Reported::unknown}}) {
        for (const bool before_the_ledger : {false, true}) {
            const Ruling ruling = rule(row.state, before_the_ledger, true);
            CHECK(ruling.stand == row.stand);
            CHECK(ruling.report == row.report);
        }
    }
}

TEST_CASE("what ends a delivery without a return says why, and what may be done") {
    CHECK(rule(JobState::interrupted, false, false).report == proto::Reported::interrupted);
    CHECK(rule(JobState::interrupted, false, false).reason.find("master-shim retry") !=
          std::string_view::npos);
    CHECK(rule(JobState::unknown, true, false).reason.find("master-shim retry") != std::string_view::npos);
    CHECK(rule(JobState::too_old, false, false).reason == "too old to verify");
}

}  // namespace job_retry
