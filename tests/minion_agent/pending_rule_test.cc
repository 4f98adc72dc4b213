#include "minion_agent/pending_rule.h"

#include <catch2/catch.hpp>

namespace job_retry {

TEST_CASE("only what the ledger does not hold, or allows, is run") {
    for (const JobState state :
         {JobState::unknown, JobState::partial, JobState::running, JobState::interrupted, JobState::finished,
          JobState::too_old, JobState::permitted}) {
        const bool may =
            state == JobState::unknown || state == JobState::partial || state == JobState::permitted;
        CHECK((rule(state, false).stand == Stand::run) == may);
    }
}

TEST_CASE("of what was published before the ledger began, only what is allowed or was begun is run") {
    CHECK(rule(JobState::unknown, true).stand == Stand::told);
    CHECK(rule(JobState::unknown, true).report == proto::Reported::refused);
    CHECK(rule(JobState::permitted, true).stand == Stand::run);
    CHECK(rule(JobState::partial, true).stand == Stand::run);
    CHECK(rule(JobState::finished, true).stand == Stand::resend);
}

TEST_CASE("what ends a delivery without a return says why, and what may be done") {
    CHECK(rule(JobState::interrupted, false).report == proto::Reported::interrupted);
    CHECK(rule(JobState::interrupted, false).reason.find("master-shim retry") != std::string_view::npos);
    CHECK(rule(JobState::unknown, true).reason.find("master-shim retry") != std::string_view::npos);
    CHECK(rule(JobState::too_old, false).reason == "too old to verify");
}

}  // namespace job_retry
