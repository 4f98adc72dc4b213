// A small file that is either there with all its bytes or not at all, whatever happens while it is written.

#pragma once

#include <sys/types.h>

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

#include "runtime/result.h"

namespace job_retry {

// Replaces `path` in one step; on disk when this returns. A missing directory is created with mode 0700.
Result<void> write_durably(const std::filesystem::path& path, std::string_view bytes, mode_t mode);

// Replaces `path` in one step for those who read it; after a power loss it may be either. Its directory must
// be there.
Result<void> replace_file(const std::filesystem::path& path, std::string_view bytes, mode_t mode);

// All of it into a file; false with `errno`, and then perhaps a part.
bool write_all(int fd, std::string_view bytes);

// read_file(), empty when there is no such file.
Result<std::optional<std::string>> read_small_file(const std::filesystem::path& path, std::size_t most);

}  // namespace job_retry
