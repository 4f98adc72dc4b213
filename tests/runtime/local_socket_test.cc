#include "runtime/local_socket.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include <catch2/catch.hpp>
#include <cstring>
#include <fstream>

#include "support/forked_process.h"
#include "support/temporary_directory.h"

namespace job_retry {
namespace {

using test::TemporaryDirectory;

TEST_CASE("a frame is its length in four bytes, big endian, and the payload") {
    CHECK(frame("abc") == std::string("\0\0\0\3abc", 7));
    CHECK(frame("") == std::string(4, '\0'));
    CHECK(frame(std::string(0x010203, 'x')).substr(0, 4) == std::string("\0\1\2\3", 4));
}

TEST_CASE("frames come out whole, however the bytes are cut") {
    const std::string bytes = frame("first") + frame("") + frame(std::string(300, 'x'));
    for (std::size_t piece : {1, 2, 3, 5, 7, 100, 1000}) {
        FrameBuffer buffer(1000);
        std::vector<std::string> frames;
        for (std::size_t at = 0; at < bytes.size(); at += piece) {
            buffer.append(std::string_view(bytes).substr(at, piece));
            for (auto next = buffer.next(); next.value(); next = buffer.next())
                frames.push_back(**next);
        }
        CHECK(frames == std::vector<std::string>{"first", "", std::string(300, 'x')});
        CHECK(buffer.buffered() == 0);
    }
}

TEST_CASE("a frame over the bound is an error before its payload has come") {
    FrameBuffer buffer(10);
    buffer.append(frame("0123456789"));
    CHECK(buffer.next().value() == "0123456789");
    buffer.append(std::string("\0\0\0\x0b", 4));
    CHECK(buffer.next().error().code == Errc::invalid);
    FrameBuffer huge(10);
    huge.append("\xff\xff\xff\xff");
    CHECK_FALSE(huge.next());
}

TEST_CASE("a listener is private, and answers one client after the other") {
    const TemporaryDirectory temporary;
    const auto path = temporary / "socket";
    auto listener = listen_local(path);
    REQUIRE(listener);
    struct stat status {};
    REQUIRE(stat(path.c_str(), &status) == 0);
    CHECK((status.st_mode & 07777) == 0600);
    CHECK_FALSE(accept_local(listener->get()).value());

    auto client = connect_local(path);
    REQUIRE(client);
    auto server = accept_local(listener->get());
    REQUIRE(server.value());
    const auto peer = peer_of((*server)->get());
    REQUIRE(peer);
    CHECK(peer->pid == getpid());
    CHECK(peer->uid == geteuid());
    REQUIRE(write_frame(client->get(), "question"));
    CHECK(read_frame((*server)->get(), 100).value() == "question");
    REQUIRE(write_frame((*server)->get(), "answer"));
    CHECK(read_frame(client->get(), 100).value() == "answer");
    REQUIRE(write_frame((*server)->get(), "long"));
    CHECK(read_frame(client->get(), 3).error().code == Errc::invalid);
    CHECK(read_some(client->get()).value() == "long");
    *server = FileDescriptor();
    CHECK(read_frame(client->get(), 100).error().code == Errc::unavailable);
    CHECK(write_frame(client->get(), "nobody").error().code == Errc::unavailable);
}

TEST_CASE("a second listener is refused while the first one lives, and replaces it afterwards") {
    const TemporaryDirectory temporary;
    const auto path = temporary / "socket";
    auto first = listen_local(path);
    REQUIRE(first);
    auto second = listen_local(path);
    REQUIRE_FALSE(second);
    CHECK(second.error().code == Errc::unavailable);
    CHECK_THAT(second.error().text, Catch::Contains(path.string()) && Catch::Contains("another"));
    CHECK(connect_local(path));
    *first = FileDescriptor();
    CHECK(connect_local(path).error().code == Errc::unavailable);
    CHECK(listen_local(path));
}

TEST_CASE("a listener that lets nobody in for now is one, and is not waited for") {
    const TemporaryDirectory temporary;
    const auto path = temporary / "socket";
    const FileDescriptor listener(socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0));
    sockaddr_un address{.sun_family = AF_UNIX, .sun_path = {}};
    std::strncpy(address.sun_path, path.c_str(), sizeof address.sun_path - 1);
    REQUIRE(bind(listener.get(), reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0);
    REQUIRE(listen(listener.get(), 0) == 0);
    const auto first = connect_local(path, false);
    REQUIRE(first);
    CHECK(connect_local(path, false).error().code == Errc::unavailable);
    CHECK(listen_local(path).error().code == Errc::unavailable);
    CHECK(std::filesystem::exists(path));
}

TEST_CASE("what is no socket of ours is not touched") {
    const TemporaryDirectory temporary;
    std::ofstream(temporary / "file") << "precious";
    CHECK(listen_local(temporary / "file").error().code == Errc::denied);
    CHECK(std::filesystem::file_size(temporary / "file") == 8);
    CHECK_FALSE(listen_local(temporary / "missing" / "socket"));
    const auto long_path = temporary / std::string(120, 'x');
    CHECK(listen_local(long_path).error().code == Errc::invalid);
    CHECK(connect_local(long_path).error().code == Errc::invalid);
}

TEST_CASE("a directory that others may write to is no place for a socket") {
    const TemporaryDirectory temporary;
    for (const mode_t mode : {0720, 0702, 01777}) {
        REQUIRE(chmod(temporary.path().c_str(), mode) == 0);
        const auto listener = listen_local(temporary / "socket");
        REQUIRE_FALSE(listener);
        CHECK(listener.error().code == Errc::denied);
        CHECK_THAT(listener.error().text, Catch::Contains("chmod go-w " + temporary.path().string()));
    }
    REQUIRE(chmod(temporary.path().c_str(), 0755) == 0);
    CHECK(listen_local(temporary / "socket"));
}

TEST_CASE("whoever locks the directory of a socket, which all may read, holds up nobody") {
    const TemporaryDirectory temporary;
    REQUIRE(chmod(temporary.path().c_str(), 0755) == 0);
    const FileDescriptor theirs(::open(temporary.path().c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    REQUIRE(flock(theirs.get(), LOCK_EX | LOCK_NB) == 0);
    CHECK(listen_local(temporary / "socket"));
    struct stat status {};
    REQUIRE(stat((temporary / ".socket.lock").c_str(), &status) == 0);
    CHECK((status.st_mode & 07777) == 0600);
}

TEST_CASE("what stands where a socket's lock should be is neither followed nor waited for") {
    const TemporaryDirectory temporary;
    std::filesystem::create_symlink(temporary / "elsewhere", temporary / ".socket.lock");
    CHECK_FALSE(listen_local(temporary / "socket"));
    CHECK_FALSE(std::filesystem::exists(temporary / "elsewhere"));
    std::filesystem::remove(temporary / ".socket.lock");
    REQUIRE(mkfifo((temporary / ".socket.lock").c_str(), 0600) == 0);
    CHECK(listen_local(temporary / "socket").error().code == Errc::denied);
}

TEST_CASE("frames go through pipes as well as through sockets") {
    int ends[2];
    REQUIRE(pipe(ends) == 0);
    FileDescriptor out(ends[0]);
    FileDescriptor in(ends[1]);
    REQUIRE(write_frame(in.get(), "through"));
    CHECK(read_frame(out.get(), 100).value() == "through");
    REQUIRE(write_frame(in.get(), "some"));
    CHECK(read_some(out.get()).value() == frame("some"));
    in = FileDescriptor();
    CHECK(read_some(out.get()).value().empty());
    CHECK(read_frame(out.get(), 100).error().code == Errc::unavailable);
}

TEST_CASE("a descriptor is closed with its owner, once") {
    int ends[2];
    REQUIRE(pipe(ends) == 0);
    FileDescriptor out(ends[0]);
    {
        FileDescriptor first(ends[1]);
        FileDescriptor second(std::move(first));
        CHECK_FALSE(first);
        CHECK(second.get() == ends[1]);
    }
    CHECK(read_some(out.get()).value().empty());
    CHECK(out.release() == ends[0]);
    CHECK_FALSE(out);
    close(ends[0]);
}

}  // namespace
}  // namespace job_retry
