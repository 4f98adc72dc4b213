#include "minion_agent/pending_rule.h"

namespace job_retry {

Ruling rule(JobState state, bool before_the_ledger) {
    using proto::Reported;
    switch (state) {
        case JobState::unknown:
            if (before_the_ledger)
                return {Stand::told, Reported::refused,
                        "held: published before this minion's ledger began, so it may have run unrecorded; "
                        "master-shim retry runs it"};
            return {Stand::run, {}, {}};
        case JobState::partial:
        case JobState::permitted:
            return {Stand::run, {}, {}};
        case JobState::running:
            return {Stand::watch, Reported::running, {}};
        case JobState::interrupted:
            return {Stand::told, Reported::interrupted,
                    "it was started, and the process that ran it is gone; master-shim retry runs it again"};
        case JobState::finished:
            return {Stand::resend, Reported::finished, {}};
        case JobState::too_old:
            return {Stand::told, Reported::refused, "too old to verify"};
    }
    return {Stand::told, {}, {}};
}

}  // namespace job_retry
