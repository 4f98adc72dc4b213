#include "minion_agent/courier_process.h"

#include <fcntl.h>
#include <grp.h>
#include <linux/capability.h>
#include <pwd.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <system_error>
#include <utility>

// glibc 2.36 has no C linkage in this header; a second one, as of 2.37, does no harm.
extern "C" {
#include <sys/pidfd.h>
}

namespace job_retry {

namespace {

constexpr const char* kThisProgram = "/proc/self/exe";
constexpr int kProgramFd = STDERR_FILENO + 1;
constexpr rlim_t kMostOpen = 1024;
constexpr rlim_t kLargestStack = rlim_t{8} << 20;  // each thread reserves as much
#ifdef JOB_RETRY_LIMITS_MEMORY
constexpr rlim_t kMostMemory = rlim_t{512} << 20;
#endif

tl::unexpected<Error> failed(const std::string& what) {
    return fail(errno == EACCES || errno == EPERM ? Errc::denied : Errc::io,
                what + ": " + std::generic_category().message(errno));
}

// ---- in the child, between fork and exec: system calls alone

[[noreturn]] void give_up(const char* what) {
    const auto say = [](const char* text) {
        [[maybe_unused]] const ssize_t put = write(STDERR_FILENO, text, strlen(text));
    };
    say("minion-agent: its courier cannot be started: ");
    say(what);
    say("\n");
    _exit(126);
}

void limit(int resource, rlim_t most) {
    rlimit now{};
    if (getrlimit(static_cast<__rlimit_resource>(resource), &now) != 0) return;
    now.rlim_max = std::min(now.rlim_max, most);
    now.rlim_cur = std::min(now.rlim_cur, now.rlim_max);
    setrlimit(static_cast<__rlimit_resource>(resource), &now);
}

// What a program could give: takes a capability, which goes with the user. Who has none has nothing to drop.
void drop_bounding_set() {
    for (unsigned long one = 0; prctl(PR_CAPBSET_READ, one, 0, 0, 0) >= 0; ++one)
        prctl(PR_CAPBSET_DROP, one, 0, 0, 0);
}

void drop_capabilities() {
    prctl(PR_CAP_AMBIENT, PR_CAP_AMBIENT_CLEAR_ALL, 0, 0, 0);
    __user_cap_header_struct header{_LINUX_CAPABILITY_VERSION_3, 0};
    std::array<__user_cap_data_struct, _LINUX_CAPABILITY_U32S_3> none{};
    if (syscall(SYS_capset, &header, none.data()) != 0) give_up("its capabilities cannot be dropped");
}

void become(const CourierUser& user) {
    if (setgroups(0, nullptr) != 0 || setresgid(user.gid, user.gid, user.gid) != 0 ||
        setresuid(user.uid, user.uid, user.uid) != 0)
        give_up("its user cannot be taken on");
    if (setresuid(static_cast<uid_t>(-1), 0, static_cast<uid_t>(-1)) == 0) give_up("it could be root again");
}

[[noreturn]] void be_courier(int socket, int program, int nothing, const CourierUser* user, pid_t parent) {
    sigset_t none;
    sigemptyset(&none);
    for (int number = 1; number < NSIG; ++number)
        signal(number, SIG_DFL);
    pthread_sigmask(SIG_SETMASK, &none, nullptr);
    setsid();  // no terminal of ours is its
    umask(077);
    if (chdir("/") != 0) give_up("its directory cannot be changed");
    if (dup2(socket, STDIN_FILENO) < 0 || dup2(nothing, STDOUT_FILENO) < 0 || dup2(program, kProgramFd) < 0 ||
        fcntl(kProgramFd, F_SETFD, FD_CLOEXEC) != 0 || close_range(kProgramFd + 1, ~0U, 0) != 0)
        give_up("its descriptors cannot be put in order");
    limit(RLIMIT_CORE, 0);
    limit(RLIMIT_NOFILE, kMostOpen);
    limit(RLIMIT_STACK, kLargestStack);
#ifdef JOB_RETRY_LIMITS_MEMORY
    limit(RLIMIT_DATA, kMostMemory);
#endif
    drop_bounding_set();
    if (user != nullptr) become(*user);
    drop_capabilities();
    if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0) give_up("it could get privileges");
    // After the user, which resets it. A parent that has ended meanwhile would not be noticed.
    prctl(PR_SET_PDEATHSIG, SIGKILL, 0, 0, 0);
    if (getppid() != parent) _exit(0);
    std::array<char*, 3> words = {const_cast<char*>("minion-agent"), const_cast<char*>("courier"), nullptr};
    std::array<char*, 1> environment = {nullptr};
    // Our log is not its to write, nor a terminal its to type on.
    dup2(STDOUT_FILENO, STDERR_FILENO);
    syscall(SYS_execveat, kProgramFd, "", words.data(), environment.data(), AT_EMPTY_PATH);
    _exit(126);
}

// The kernel then says with what it receives who has sent it.
bool learn_senders(int socket) {
    const int on = 1;
    return setsockopt(socket, SOL_SOCKET, SO_PASSCRED, &on, sizeof on) == 0;
}

std::optional<Peer> sender_of(msghdr& message) {
    for (cmsghdr* part = CMSG_FIRSTHDR(&message); part != nullptr; part = CMSG_NXTHDR(&message, part)) {
        if (part->cmsg_level != SOL_SOCKET || part->cmsg_type != SCM_CREDENTIALS) continue;
        ucred who{};
        std::memcpy(&who, CMSG_DATA(part), sizeof who);
        if (who.pid != 0) return Peer{who.pid, who.uid};
    }
    return std::nullopt;  // sent before we wanted to know, or from another pid namespace
}

}  // namespace

Result<CourierUser> courier_user(const std::string& name) {
    std::array<char, 16384> buffer{};
    passwd entry{};
    passwd* found = nullptr;
    if (getpwnam_r(name.c_str(), &entry, buffer.data(), buffer.size(), &found) != 0 || found == nullptr)
        return fail(Errc::not_found, "there is no user " + name);
    if (entry.pw_uid == 0) return fail(Errc::denied, "user " + name + " is root");
    return CourierUser{name, entry.pw_uid, entry.pw_gid};
}

Result<CourierProcess> CourierProcess::spawn(const std::optional<CourierUser>& user) {
    std::array<int, 2> ends{};
    if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends.data()) != 0)
        return failed("cannot make a socket pair");
    CourierProcess courier{FileDescriptor(ends[0])};
    const FileDescriptor its_end(ends[1]);
    // By descriptor: it need not be able to reach the file by its path, where another may be by now.
    const FileDescriptor file(open(kThisProgram, O_PATH | O_CLOEXEC));
    if (!file) return failed(kThisProgram);
    const FileDescriptor nothing(open("/dev/null", O_RDWR | O_CLOEXEC));
    if (!nothing) return failed("/dev/null");
    if (!learn_senders(courier.socket())) return failed("cannot prepare the socket pair");
    const pid_t parent = getpid();
    const pid_t child = fork();
    if (child < 0) return failed("cannot start a process");
    if (child == 0) be_courier(its_end.get(), file.get(), nothing.get(), user ? &*user : nullptr, parent);
    courier.pidfd_ = FileDescriptor(pidfd_open(child, 0));
    if (!courier.pidfd_) {
        const auto why = failed("cannot watch the courier");
        ::kill(child, SIGKILL);
        waitpid(child, nullptr, 0);
        return why;
    }
    return courier;
}

Result<CourierProcess> CourierProcess::connect(const std::filesystem::path& socket) {
    auto connected = connect_local(socket);
    if (!connected) return pass_on(connected);
    if (!learn_senders(connected->get())) return failed("cannot prepare the socket");
    return CourierProcess(std::move(*connected));
}

CourierProcess::Received CourierProcess::receive(std::size_t most) {
    Received received;
    received.bytes.resize(most);
    for (;;) {
        iovec part{received.bytes.data(), received.bytes.size()};
        alignas(cmsghdr) std::array<char, CMSG_SPACE(sizeof(ucred))> control{};
        msghdr message{};
        message.msg_iov = &part;
        message.msg_iovlen = 1;
        message.msg_control = control.data();
        message.msg_controllen = control.size();
        // Descriptors that are sent along are not taken: there is no room for them.
        const ssize_t got = recvmsg(socket_.get(), &message, MSG_DONTWAIT | MSG_CMSG_CLOEXEC);
        if (got < 0 && errno == EINTR) continue;
        received.over = got == 0 || (got < 0 && errno != EAGAIN);
        received.bytes.resize(got > 0 ? static_cast<std::size_t>(got) : 0);
        if (got > 0) received.sender = sender_of(message);
        return received;
    }
}

std::optional<std::size_t> CourierProcess::send(std::string_view bytes) {
    for (;;) {
        const ssize_t put = ::send(socket_.get(), bytes.data(), bytes.size(), MSG_DONTWAIT | MSG_NOSIGNAL);
        if (put >= 0) return static_cast<std::size_t>(put);
        if (errno == EAGAIN) return 0;
        if (errno != EINTR) return std::nullopt;
    }
}

void CourierProcess::end() {
    socket_ = FileDescriptor();
    if (pidfd_) pidfd_send_signal(pidfd_.get(), SIGKILL, nullptr, 0);
}

std::optional<std::string> CourierProcess::gone() {
    if (!pidfd_) return "";
    siginfo_t info{};
    const int waited = waitid(P_PIDFD, static_cast<id_t>(pidfd_.get()), &info, WEXITED | WNOHANG);
    if (waited == 0 && info.si_pid == 0) return std::nullopt;
    pidfd_ = FileDescriptor();
    return (info.si_code == CLD_EXITED ? "exit code " : "signal ") + std::to_string(info.si_status);
}

}  // namespace job_retry
