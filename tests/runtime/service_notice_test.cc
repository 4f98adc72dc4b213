#include "runtime/service_notice.h"

#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <array>
#include <catch2/catch.hpp>
#include <cstdlib>
#include <cstring>

#include "support/temporary_directory.h"

namespace job_retry {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;
using test::TemporaryDirectory;

class ServiceManager {
  public:
    explicit ServiceManager(const std::filesystem::path& path)
        : socket_(::socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0)) {
        sockaddr_un at{};
        at.sun_family = AF_UNIX;
        std::strncpy(at.sun_path, path.c_str(), sizeof(at.sun_path) - 1);
        REQUIRE(::bind(socket_.get(), reinterpret_cast<const sockaddr*>(&at), sizeof at) == 0);
        setenv("NOTIFY_SOCKET", path.c_str(), 1);
    }
    // What has been told since the last call; empty when nothing has.
    std::string told() {
        std::array<char, 512> buffer{};
        const ssize_t size = ::recv(socket_.get(), buffer.data(), buffer.size(), 0);
        return size > 0 ? std::string(buffer.data(), static_cast<std::size_t>(size)) : std::string();
    }

  private:
    FileDescriptor socket_;
};

SteadyTime at(seconds time) {
    return SteadyTime(time);
}

TEST_CASE("the service manager is told of the start and the stop") {
    const TemporaryDirectory directory;
    ServiceManager manager(directory.path() / "notify");
    ServiceNotice notice = ServiceNotice::from_environment();
    notice.ready("listens");
    CHECK(manager.told() == "READY=1\nSTATUS=listens");
    notice.stopping();
    CHECK(manager.told() == "STOPPING=1");
    notice.turned(at(seconds(1)));
    CHECK(manager.told().empty());  // no watchdog was asked for
    CHECK(notice.wait_at_most(seconds(30)) == seconds(30));
}

TEST_CASE("no child process inherits what the service manager has said") {
    const TemporaryDirectory directory;
    const ServiceManager manager(directory.path() / "notify");
    setenv("WATCHDOG_USEC", "3000000", 1);
    setenv("WATCHDOG_PID", std::to_string(getpid()).c_str(), 1);
    (void)ServiceNotice::from_environment();
    for (const char* name : {"NOTIFY_SOCKET", "WATCHDOG_USEC", "WATCHDOG_PID"})
        CHECK(std::getenv(name) == nullptr);
}

TEST_CASE("the watchdog hears of the loop three times in its interval, and not more often") {
    const TemporaryDirectory directory;
    ServiceManager manager(directory.path() / "notify");
    setenv("WATCHDOG_USEC", "3000000", 1);
    ServiceNotice notice = ServiceNotice::from_environment();
    CHECK(notice.wait_at_most(seconds(30)) == seconds(1));
    CHECK(notice.wait_at_most(milliseconds(10)) == milliseconds(10));
    notice.turned(at(seconds(10)));
    CHECK(manager.told() == "WATCHDOG=1");
    notice.turned(at(seconds(10)));
    CHECK(manager.told().empty());
    notice.turned(at(seconds(11)));
    CHECK(manager.told() == "WATCHDOG=1");
}

TEST_CASE("a watchdog for another process is not ours") {
    const TemporaryDirectory directory;
    ServiceManager manager(directory.path() / "notify");
    setenv("WATCHDOG_USEC", "3000000", 1);
    setenv("WATCHDOG_PID", "1", 1);
    ServiceNotice notice = ServiceNotice::from_environment();
    notice.turned(at(seconds(10)));
    CHECK(manager.told().empty());
}

TEST_CASE("without a service manager, or with one that is gone, nothing happens") {
    unsetenv("NOTIFY_SOCKET");
    ServiceNotice::from_environment().ready("listens");
    setenv("NOTIFY_SOCKET", "/no/such/socket", 1);
    ServiceNotice::from_environment().ready("listens");
}

}  // namespace
}  // namespace job_retry
