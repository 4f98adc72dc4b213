// What must be right about a database's directory and files before LMDB maps them: owner, modes, a header
// that fits the file's size, allocated room. LMDB itself trusts its file: a truncated one would end the
// process with SIGBUS. Source of the header's layout: MDB_page and MDB_meta in LMDB 0.9's mdb.c.

#pragma once

#include <cstddef>
#include <filesystem>
#include <string>
#include <string_view>
#include <utility>

#include "runtime/local_socket.h"
#include "runtime/result.h"

namespace job_retry {

inline constexpr const char* kDataFile = "data.mdb";
inline constexpr const char* kLockFile = "lock.mdb";

// Opens the directory (creates it and missing parents with mode 0700 when `create`) and checks owner and
// mode. `not_found` when it is not there.
Result<FileDescriptor> open_private_directory(const std::filesystem::path& path, bool create);

// Owner and mode of a file in it. True when the file is there.
Result<bool> check_private_file(const std::filesystem::path& path);

// Size of a data file whose header is sound; `corrupt` or `version` otherwise.
Result<std::size_t> check_data_file(const std::filesystem::path& path);

// Makes the file at least `size` long, with all its blocks allocated if `allocate`. `full` when the disk has
// no room.
Result<void> grow_file(const std::filesystem::path& path, std::size_t size, bool allocate);

// A whole file, mapped to be read.
class MappedFile {
  public:
    static Result<MappedFile> open(const std::filesystem::path& path);
    MappedFile(MappedFile&& other) noexcept : bytes_(std::exchange(other.bytes_, {})) {}
    MappedFile& operator=(MappedFile&&) = delete;
    ~MappedFile();
    std::string_view bytes() const { return bytes_; }

  private:
    explicit MappedFile(std::string_view bytes) : bytes_(bytes) {}
    std::string_view bytes_;
};

// "PATH: WHAT: strerror", with the code that fits the errno and what to do about it.
Error system_error(const std::filesystem::path& path, const std::string& what, int error);

}  // namespace job_retry
