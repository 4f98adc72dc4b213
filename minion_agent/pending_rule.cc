#include "minion_agent/pending_rule.h"

namespace job_retry {

Ruling rule(JobState state, bool before_the_ledger, bool returned) {
    using proto::Reported;
    switch (state) {
        case JobState::unknown:
            // Whoever said so, it was not this minion. Owed again, it comes on a later list, and only then
            // runs.
            if (returned) return {Stand::told, Reported::unknown, {}};
            if (before_the_ledger)
                return {Stand::told, Reported::refused,
                        "held: published before this minion's ledger began, so it may have run unrecorded; "
                        "master-shim retry runs it"};
            return {Stand::run, {}, {}};
        case JobState::partial:
        case JobState::permitted:
            // Not at its end: whatever return there is, it is not that of the run that is still due.
            if (returned) return {Stand::told, Reported::unknown, {}};
            return {Stand::run, {}, {}};
        case JobState::running:
            return {Stand::watch, Reported::running, {}};
        case JobState::interrupted:
            return {Stand::told, Reported::interrupted,
                    "it was started, and the process that ran it is gone; master-shim retry runs it again"};
        case JobState::finished:
            if (returned) return {Stand::told, Reported::finished, {}};
            return {Stand::resend, Reported::finished, {}};
        case JobState::too_old:
            return {Stand::told, Reported::refused, proto::kTooOldToVerify};
    }
    return {Stand::told, {}, {}};
}

}  // namespace job_retry
