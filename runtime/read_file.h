// Small files, read whole.

#pragma once

#include <cstddef>
#include <filesystem>
#include <string>

#include "runtime/result.h"

namespace job_retry {

// A regular file's bytes; anything else that has the name is not opened for long enough to block. Errors,
// whose text names the file: `not_found`, also where a directory on its way is none; `denied`; `io`;
// `invalid` for more than `most` bytes, and for what is no file.
Result<std::string> read_file(const std::filesystem::path& path, std::size_t most);

}  // namespace job_retry
