// Crash points: preloaded into a program as it ships (LD_PRELOAD), it numbers each step that lasts or is seen
// from outside (a write to a file or its size, a sync, a name made or removed, bytes to another process, a
// program executed) and kills the process with SIGKILL just before or just after one of them. run.py drives
// it.
//
// Environment:
//   CRASH_PROGRAM  "minion-agent run": counts in processes of that name with that word on the command line
//   CRASH_POINT    "17 before", "17 after"; without it nothing is killed
//   CRASH_LOG      a line for each point, and for the end; appended
//   CRASH_ONCE     a path: whoever creates it may die, so that only one process does
//
// A forked child counts on from where its parent was.

#include <dlfcn.h>
#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <stdarg.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <string>

namespace {

struct Orders {
    bool counts = false;
    long point = 0;  // 0: none
    bool after = false;
    const char* log = nullptr;
    const char* once = nullptr;
};

std::string command_line() {
    std::string words;
    if (FILE* file = std::fopen("/proc/self/cmdline", "r")) {
        char bytes[4096];
        words.assign(bytes, std::fread(bytes, 1, sizeof bytes, file));
        std::fclose(file);
    }
    return words;
}

Orders read_orders() {
    Orders orders;
    const char* wanted = std::getenv("CRASH_PROGRAM");
    if (wanted == nullptr) return orders;
    const std::string program(wanted, std::strcspn(wanted, " "));
    const std::string word(wanted + program.size() + 1);
    const std::string line = command_line();
    const std::string first = line.substr(0, line.find('\0'));
    if (first.substr(first.rfind('/') + 1) != program) return orders;
    if (line.find('\0' + word + '\0') == std::string::npos) return orders;
    orders.counts = true;
    orders.log = std::getenv("CRASH_LOG");
    orders.once = std::getenv("CRASH_ONCE");
    if (const char* point = std::getenv("CRASH_POINT")) {
        orders.point = std::strtol(point, nullptr, 10);
        orders.after = std::strstr(point, "after") != nullptr;
    }
    return orders;
}

const Orders& orders() {
    static const Orders read = read_orders();
    return read;
}

std::atomic<long> points{0};
// The steps of this file itself are not numbered.
thread_local bool aside = false;

template <class Function>
Function* real(const char* name) {
    return reinterpret_cast<Function*>(dlsym(RTLD_NEXT, name));
}

void note(const std::string& line) {
    if (orders().log == nullptr) return;
    const int fd = open(orders().log, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0600);
    if (fd < 0) return;
    (void)real<ssize_t(int, const void*, size_t)>("write")(fd, line.data(), line.size());
    close(fd);
}

void die(const std::string& what) {
    const int fd = open(orders().once, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (fd < 0) return;  // somebody has died already
    note("killed " + what);
    kill(getpid(), SIGKILL);
    for (;;)
        pause();
}

std::string name_of(int fd) {
    char path[64];
    char name[512];
    std::snprintf(path, sizeof path, "/proc/self/fd/%d", fd);
    const ssize_t size = readlink(path, name, sizeof name);
    return size > 0 ? std::string(name, static_cast<size_t>(size)) : "?";
}

// Does `step` as a numbered point.
template <class Step>
auto point(const char* function, const std::string& target, Step step) {
    if (!orders().counts || aside) return step();
    aside = true;
    const long number = ++points;
    const std::string what = std::to_string(number) + " " + function + " " + target + "\n";
    const bool here = number == orders().point;
    if (here && !orders().after) die("before " + what);
    if (orders().point == 0) note(what);
    aside = false;
    const auto result = step();
    aside = true;
    const int error = errno;
    if (here && orders().after) die("after " + what);
    errno = error;
    aside = false;
    return result;
}

// Not the log, and not what the process uses to wake itself.
bool leads_somewhere(int fd) {
    struct stat state {};
    if (!orders().counts || aside || fd == STDERR_FILENO || fstat(fd, &state) != 0) return false;
    return (S_ISREG(state.st_mode) && fd > STDERR_FILENO) || S_ISSOCK(state.st_mode) ||
           S_ISFIFO(state.st_mode);
}

}  // namespace

extern "C" {

ssize_t pwrite(int fd, const void* bytes, size_t size, off_t at) {
    return point("pwrite", name_of(fd),
                 [&] { return real<decltype(pwrite)>("pwrite")(fd, bytes, size, at); });
}
int fdatasync(int fd) {
    return point("fdatasync", name_of(fd), [&] { return real<decltype(fdatasync)>("fdatasync")(fd); });
}
int fsync(int fd) {
    return point("fsync", name_of(fd), [&] { return real<decltype(fsync)>("fsync")(fd); });
}
int msync(void* memory, size_t size, int flags) {
    return point("msync", "", [&] { return real<decltype(msync)>("msync")(memory, size, flags); });
}
int ftruncate(int fd, off_t size) noexcept {
    return point("ftruncate", name_of(fd), [&] { return real<decltype(ftruncate)>("ftruncate")(fd, size); });
}
int posix_fallocate(int fd, off_t from, off_t size) {
    return point("posix_fallocate", name_of(fd),
                 [&] { return real<decltype(posix_fallocate)>("posix_fallocate")(fd, from, size); });
}
int rename(const char* from, const char* to) noexcept {
    return point("rename", to, [&] { return real<decltype(rename)>("rename")(from, to); });
}
int link(const char* from, const char* to) noexcept {
    return point("link", to, [&] { return real<decltype(link)>("link")(from, to); });
}
int unlink(const char* path) noexcept {
    return point("unlink", path, [&] { return real<decltype(unlink)>("unlink")(path); });
}
int mkdir(const char* path, mode_t mode) noexcept {
    const auto step = [&] { return real<decltype(mkdir)>("mkdir")(path, mode); };
    return access(path, F_OK) == 0 ? step() : point("mkdir", path, step);
}
int bind(int fd, const sockaddr* address, socklen_t size) noexcept {
    return point("bind", "", [&] { return real<decltype(bind)>("bind")(fd, address, size); });
}
ssize_t write(int fd, const void* bytes, size_t size) {
    const auto step = [&] { return real<decltype(write)>("write")(fd, bytes, size); };
    return leads_somewhere(fd) ? point("write", name_of(fd), step) : step();
}
ssize_t writev(int fd, const iovec* bytes, int count) {
    const auto step = [&] { return real<decltype(writev)>("writev")(fd, bytes, count); };
    return leads_somewhere(fd) ? point("writev", name_of(fd), step) : step();
}
ssize_t send(int fd, const void* bytes, size_t size, int flags) {
    return point("send", name_of(fd), [&] { return real<decltype(send)>("send")(fd, bytes, size, flags); });
}
ssize_t sendto(int fd, const void* bytes, size_t size, int flags, const sockaddr* to, socklen_t to_size) {
    return point("sendto", name_of(fd),
                 [&] { return real<decltype(sendto)>("sendto")(fd, bytes, size, flags, to, to_size); });
}
int posix_spawnp(pid_t* pid, const char* file, const posix_spawn_file_actions_t* actions,
                 const posix_spawnattr_t* attributes, char* const arguments[], char* const environment[]) {
    return point("posix_spawnp", file, [&] {
        return real<decltype(posix_spawnp)>("posix_spawnp")(pid, file, actions, attributes, arguments,
                                                            environment);
    });
}
int execl(const char* path, const char* first, ...) noexcept {
    std::array<char*, 8> arguments{const_cast<char*>(first)};
    va_list rest;
    va_start(rest, first);
    for (std::size_t i = 1; i + 1 < arguments.size() && arguments[i - 1] != nullptr; ++i)
        arguments[i] = va_arg(rest, char*);
    va_end(rest);
    return point("execl", path, [&] { return execv(path, arguments.data()); });
}

}  // extern "C"
