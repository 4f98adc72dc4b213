// Root that looks at what belongs to another user (the master's `user`, say) does so as that user: whatever
// stands there, a symbolic link or a damaged file, root's rights are not what it meets.

#pragma once

#include <filesystem>

#include "runtime/result.h"

namespace job_retry {

// When this process is root's and `directory` is not: from here on it is that owner's, with his groups, for
// good. Else, and where there is no such directory, nothing happens. For commands, before they open anything
// there.
Result<void> become_owner_of(const std::filesystem::path& directory);

}  // namespace job_retry
