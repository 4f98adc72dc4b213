// The command `config` of both daemons: every key with its effective value and where that comes from. A way
// to look, not a way to set: files are for people and for Salt.

#pragma once

#include <ostream>
#include <string>
#include <vector>

#include "runtime/option_table.h"
#include "runtime/result.h"
#include "runtime/salt_config.h"

namespace job_retry {

// `effective`: the table of a struct of options that has been read, so that what it calls the defaults are
// the values in force. With `key`, prints that key's value alone; error `not_found` when there is none. What
// Salt's own keys say is shown with them.
Result<void> show_config(const SaltConfig& config, const std::vector<Option>& effective,
                         const std::string& key, bool json, std::ostream& out);

}  // namespace job_retry
