// Whether salt-master hands its publications to the witness (docs/trust.md), as far as the configuration and
// the directories say: Salt must find the witness, and nothing else before it, under the name of
// `master_job_cache`. Reads a few small files, changes nothing. What a salt-master does that was started
// before the configuration changed is not known here; the shim sees it by jobs that do not come through the
// spool.

#pragma once

#include <string>

#include "runtime/salt_config.h"

namespace job_retry {

struct WitnessSetup {
    std::string why_not;  // empty: in force; else what stands in its way and what to do, for people
    bool in_force() const { return why_not.empty(); }
};

WitnessSetup witness_setup(const SaltConfig& config);

}  // namespace job_retry
