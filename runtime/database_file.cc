#include "runtime/database_file.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include <cerrno>
#include <cstdint>
#include <cstring>
#include <string_view>
#include <system_error>
#include <vector>

namespace job_retry {
namespace {

// Offsets in a meta page: a page header of 16 bytes, then MDB_meta.
constexpr std::size_t kPageFlags = 10;
constexpr std::size_t kMagic = 16;
constexpr std::size_t kVersion = 20;
constexpr std::size_t kPageSize = 40;
constexpr std::size_t kLastPage = 136;
constexpr std::size_t kTransactionId = 144;
constexpr std::size_t kHeaderSize = 152;

constexpr std::uint16_t kMetaFlag = 0x08;
constexpr std::uint32_t kMagicNumber = 0xBEEFC0DE;
constexpr std::uint32_t kKnownVersion = 1;

template <class T>
T number_at(const char* bytes, std::size_t offset) {
    T value;
    std::memcpy(&value, bytes + offset, sizeof value);
    return value;
}

std::string octal(mode_t mode) {
    char text[8];
    std::snprintf(text, sizeof text, "%04o", unsigned(mode & 07777));
    return text;
}

Result<void> check_access(const std::filesystem::path& path, const struct stat& status) {
    const char* wanted = S_ISDIR(status.st_mode) ? "700" : "600";
    const uid_t self = geteuid();
    if (status.st_uid != self && status.st_uid != 0)
        return fail(Errc::denied, path.string() + " belongs to user id " + std::to_string(status.st_uid) +
                                      ", this program runs as user id " + std::to_string(self) +
                                      ": run it as that user, or run: chown " + std::to_string(self) + " " +
                                      path.string());
    if ((status.st_mode & 077) != 0)
        return fail(Errc::denied, path.string() + " has mode " + octal(status.st_mode) +
                                      ", which lets others in: run: chmod " + wanted + " " + path.string());
    return {};
}

Error corrupt(const std::filesystem::path& path, const std::string& why) {
    return {Errc::corrupt, path.string() + " is damaged (" + why +
                               "): restore it from a backup, or move its directory away to start empty"};
}

Result<void> read_header(int fd, std::size_t offset, const std::filesystem::path& path, char* header) {
    const ssize_t got = pread(fd, header, kHeaderSize, off_t(offset));
    if (got < 0) return tl::unexpected(system_error(path, "cannot read", errno));
    if (std::size_t(got) < kHeaderSize) return tl::unexpected(corrupt(path, "it ends within its header"));
    if (number_at<std::uint32_t>(header, kMagic) != kMagicNumber ||
        (number_at<std::uint16_t>(header, kPageFlags) & kMetaFlag) == 0)
        return tl::unexpected(corrupt(path, "no LMDB header"));
    const auto version = number_at<std::uint32_t>(header, kVersion);
    if (version != kKnownVersion)
        return fail(Errc::version, path.string() + " is an LMDB file of version " + std::to_string(version) +
                                       ", expected " + std::to_string(kKnownVersion) +
                                       ": move its directory away to start empty");
    return {};
}

// For file systems without fallocate: zeros, and only behind the present end, where no other process writes.
int append_zeros(int fd, off_t from, off_t to) {
    const std::vector<char> zeros(std::size_t{1} << 20);
    while (from < to) {
        const auto size = std::min(zeros.size(), std::size_t(to - from));
        const ssize_t put = pwrite(fd, zeros.data(), size, from);
        if (put < 0 && errno != EINTR) return errno;
        if (put > 0) from += put;
    }
    return 0;
}

int allocate_blocks(int fd, off_t present, off_t size) {
    int error = 0;
    do {
        error = fallocate(fd, 0, 0, size) == 0 ? 0 : errno;
    } while (error == EINTR);
    return error == EOPNOTSUPP ? append_zeros(fd, present, size) : error;
}

}  // namespace

Error system_error(const std::filesystem::path& path, const std::string& what, int error) {
    const std::string text = path.string() + ": " + what + ": " + std::generic_category().message(error);
    switch (error) {
        case ENOENT:
            return {Errc::not_found, text};
        case EACCES:
        case EPERM:
            return {Errc::denied, text + ": run as the user that owns it, or give that user access"};
        case EROFS:
            return {Errc::denied, text + ": it must be on a file system that can be written"};
        case ENOSPC:
        case EDQUOT:
        case EFBIG:
            return {Errc::full, text + ": make room there"};
        default:
            return {Errc::io, text};
    }
}

Result<FileDescriptor> open_private_directory(const std::filesystem::path& path, bool create) {
    if (create) {
        std::filesystem::path part;
        for (const auto& name : path) {
            part /= name;
            if (mkdir(part.c_str(), 0700) != 0 && errno != EEXIST && access(part.c_str(), F_OK) != 0)
                return tl::unexpected(system_error(part, "cannot create the directory", errno));
        }
    }
    FileDescriptor directory(::open(path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (!directory) return tl::unexpected(system_error(path, "cannot open the directory", errno));
    struct stat status {};
    if (fstat(directory.get(), &status) != 0)
        return tl::unexpected(system_error(path, "cannot examine", errno));
    if (auto allowed = check_access(path, status); !allowed) return pass_on(allowed);
    return directory;
}

Result<bool> check_private_file(const std::filesystem::path& path) {
    struct stat status {};
    if (lstat(path.c_str(), &status) != 0) {
        if (errno == ENOENT) return false;
        return tl::unexpected(system_error(path, "cannot examine", errno));
    }
    if (!S_ISREG(status.st_mode))
        return fail(Errc::denied, path.string() + " is not a plain file: move it away");
    if (auto allowed = check_access(path, status); !allowed) return pass_on(allowed);
    return true;
}

Result<std::size_t> check_data_file(const std::filesystem::path& path) {
    const FileDescriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
    if (!file) return tl::unexpected(system_error(path, "cannot open", errno));
    struct stat status {};
    if (fstat(file.get(), &status) != 0) return tl::unexpected(system_error(path, "cannot examine", errno));

    char first[kHeaderSize];
    char second[kHeaderSize];
    if (auto read = read_header(file.get(), 0, path, first); !read) return pass_on(read);
    const auto page = number_at<std::uint32_t>(first, kPageSize);
    if (page < 512 || page > 65536 || (page & (page - 1)) != 0)
        return tl::unexpected(corrupt(path, "impossible page size"));
    if (auto read = read_header(file.get(), page, path, second); !read) return pass_on(read);

    const bool second_is_newer =
        number_at<std::uint64_t>(second, kTransactionId) > number_at<std::uint64_t>(first, kTransactionId);
    const auto last = number_at<std::uint64_t>(second_is_newer ? second : first, kLastPage);
    const auto size = std::size_t(status.st_size);
    if (last >= size / page)
        return tl::unexpected(corrupt(path, "it has " + std::to_string(size) +
                                                " bytes, its header tells of " + std::to_string(last + 1) +
                                                " pages of " + std::to_string(page) + " bytes"));
    return size;
}

Result<void> grow_file(const std::filesystem::path& path, std::size_t size, bool allocate) {
    const FileDescriptor file(::open(path.c_str(), O_RDWR | O_CLOEXEC));
    if (!file) return tl::unexpected(system_error(path, "cannot open for writing", errno));
    struct stat status {};
    if (fstat(file.get(), &status) != 0) return tl::unexpected(system_error(path, "cannot examine", errno));

    const auto wanted = off_t(size);
    const bool all_allocated = status.st_blocks * 512 >= wanted;
    if (status.st_size >= wanted && (!allocate || all_allocated)) return {};
    int error = 0;
    if (allocate)
        error = allocate_blocks(file.get(), status.st_size, wanted);
    else if (ftruncate(file.get(), wanted) != 0)
        error = errno;
    if (error == 0 && fsync(file.get()) != 0) error = errno;
    if (error == 0) return {};

    struct statvfs room {};
    std::string detail = "cannot make it " + std::to_string(size >> 10) + " KiB long";
    if (fstatvfs(file.get(), &room) == 0)
        detail += " (" + std::to_string(room.f_bavail * (room.f_frsize >> 10)) + " KiB are free)";
    return tl::unexpected(system_error(path, detail, error));
}

Result<MappedFile> MappedFile::open(const std::filesystem::path& path) {
    const FileDescriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
    if (!file) return tl::unexpected(system_error(path, "cannot open", errno));
    struct stat status {};
    if (fstat(file.get(), &status) != 0) return tl::unexpected(system_error(path, "cannot examine", errno));
    const auto size = std::size_t(status.st_size);
    void* at = mmap(nullptr, size, PROT_READ, MAP_SHARED, file.get(), 0);
    if (at == MAP_FAILED) return tl::unexpected(system_error(path, "cannot map", errno));
    return MappedFile({static_cast<const char*>(at), size});
}

MappedFile::~MappedFile() {
    if (!bytes_.empty()) munmap(const_cast<char*>(bytes_.data()), bytes_.size());
}

}  // namespace job_retry
