// The daemon with everything real but Salt: a fake event bus and a job cache on disk on one side, an agent's
// CURVE socket on the other, commands on the control socket.

#include "master_shim/daemon.h"

#include <sys/socket.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <catch2/catch.hpp>
#include <cstdio>
#include <fstream>
#include <functional>
#include <nlohmann/json.hpp>
#include <thread>

#include "proto/authentication.h"
#include "runtime/text_table.h"
#include "support/failing_disk.h"
#include "support/salt_directory.h"
#include "tests/master_shim/fakes.h"

using namespace job_retry;
using namespace job_retry::test;
using std::chrono::milliseconds;
using std::chrono::seconds;

namespace {

namespace fs = std::filesystem;
using Json = nlohmann::json;

const std::string kJob = "20260102030405678901";

void write(const fs::path& path, const std::string& bytes) {
    fs::create_directories(path.parent_path());
    std::ofstream(path, std::ios::binary) << bytes;
}

const RsaPrivateKey& master_key() {
    static const RsaPrivateKey key = RsaPrivateKey::generate(2048);
    return key;
}

const RsaPrivateKey& minion_key() {
    static const RsaPrivateKey key = RsaPrivateKey::generate(2048);
    return key;
}

// A master's directories, a daemon, and an agent.
class Site {
  public:
    explicit Site(bool standalone = false) : salt_(Role::master), standalone_(standalone) {
        const std::string root = salt_.path().string();
        salt_.main("root_dir: " + root + "\npki_dir: " + root + "/pki\ncachedir: " + root +
                   "/cache\nsock_dir: " + root +
                   "/run\ninterface: 127.0.0.1\njob_retry: True\njob_retry_silence: "
                   "1\njob_retry_trust_job_cache: True\njob_retry_dir: " +
                   root + "/shim\njob_retry_standalone: " + (standalone ? "True" : "False") + "\n");
        fs::create_directories(salt_.path() / "run");
        fs::create_directories(salt_.path() / "cache/jobs");
        write(salt_.path() / "pki/master.pem", *master_key().pem());
        if (!standalone) accept();
        auto loaded = salt_.load();
        if (!loaded) FAIL(loaded.error().text);
        config_.emplace(std::move(*loaded));
        auto read = ShimOptions::from(*config_);
        if (!read) FAIL(read.error().text);
        options_ = *read;
        options_.port = 0;
        options_.key_port = 0;
        if (!standalone) {
            auto listener = listen_local(config_->sock_dir / "master_event_pub.ipc");
            REQUIRE(listener);
            bus_listener_ = std::move(*listener);
        }
        start();
    }
    void start() {
        auto started = Daemon::start(*config_, options_);
        if (!started) FAIL(started.error().text);
        daemon_ = std::move(*started);
        agent_.reset();
    }
    void restart(const std::function<void(Deliveries&)>& meanwhile = {}) {
        daemon_.reset();
        bus_ = FileDescriptor();
        if (meanwhile) {
            Deliveries::Options at;
            at.directory = deliveries_directory(options_);
            auto opened = Deliveries::open(at);
            REQUIRE(opened);
            meanwhile(**opened);
            REQUIRE((*opened)->commit());
        }
        start();
    }
    void accept() const { write(salt_.path() / "pki/minions/a", minion_key().public_key().pem()); }
    fs::path pki() const { return salt_.path() / "pki"; }

    // Steps the daemon until `done`, which is asked after every step.
    template <class Done>
    void until(const Done& done) {
        const auto end = std::chrono::steady_clock::now() + seconds(60);
        while (!done()) {
            REQUIRE(std::chrono::steady_clock::now() < end);
            REQUIRE(daemon_->step(milliseconds(20)));
        }
    }

    // ---- Salt's side
    void fire(const std::string& bytes) {
        until([&] {
            if (bus_) return true;
            auto client = accept_local(bus_listener_.get());
            if (client && *client) bus_ = std::move(**client);
            return bool(bus_);
        });
        REQUIRE(send(bus_.get(), bytes.data(), bytes.size(), MSG_NOSIGNAL) ==
                static_cast<ssize_t>(bytes.size()));
    }
    void store(const std::string& job) const {
        const fs::path path = job_directory(job);
        write(path / "jid", job);
        write(path / ".load.p", published_load(job));
        write(path / ".minions.p", texts({"a"}));
    }
    fs::path job_directory(const std::string& job) const {
        return LocalJobCache({.cachedir = config_->cachedir}).job_directory(jid(job));
    }
    void store_return(const std::string& job) const { write(job_directory(job) / "a/return.p", map({})); }
    void publish(const std::string& job) {
        store(job);
        fire(prefixed_frame("salt/job/" + job + "/new",
                            new_event(job, {"a"}, "cmd.run", iso_time(Now::read().wall))));
    }
    void give_back(const std::string& job) {
        store_return(job);
        fire(prefixed_frame("salt/job/" + job + "/ret/a", map({{"return", text("x")}})));
    }

    // ---- the agent's side
    proto::KeyStatement statement() {
        auto client = KeyClient::connect(transport_, daemon_->keys_endpoint());
        REQUIRE(client);
        client->send(proto::encode_key_request());
        std::optional<std::string> bytes;
        until([&] {
            if (!bytes) bytes = client->receive().value();
            return bytes.has_value();
        });
        auto decoded = proto::decode_key_statement(*bytes);
        REQUIRE(decoded);
        return *decoded;
    }
    proto::Message receive() {
        std::optional<std::string> bytes;
        until([&] {
            if (!bytes) bytes = agent_->receive();
            return bytes.has_value();
        });
        auto decoded = proto::decode(*bytes);
        REQUIRE(decoded);
        return std::move(*decoded);
    }
    bool is_disconnected() {
        const auto changes = agent_->link_changes();
        return std::find(changes.begin(), changes.end(), DealerSocket::Link::disconnected) != changes.end();
    }
    template <class Reply>
    Reply ask(const proto::Message& message) {
        REQUIRE(agent_->send(proto::encode(message).value()));
        while (true) {
            proto::Message reply = receive();
            if (std::holds_alternative<proto::Notify>(reply)) continue;
            INFO(reply.index());
            REQUIRE(std::holds_alternative<Reply>(reply));
            return std::get<Reply>(std::move(reply));
        }
    }
    template <class Reply>
    Reply introduce() {
        const proto::KeyStatement shim = statement();
        const CurveKeyPair own = CurveKeyPair::generate();
        auto connected = DealerSocket::connect(transport_, daemon_->agents_endpoint(), shim.shim_key, own);
        REQUIRE(connected);
        agent_.emplace(std::move(*connected));
        until([&] { return !agent_->link_changes().empty(); });
        proto::Introduction introduction({"a", minion_key(), standalone_}, own.public_key, shim.shim_key);
        const auto challenge = ask<proto::Challenge>(introduction.start(random_bytes(proto::kNonceSize)));
        return ask<Reply>(*introduction.answer(challenge));
    }

    // ---- commands: the program itself, while the daemon is stepped here
    struct Printed {
        int exit;
        std::string out;  // standard output and error
        Json json() const { return Json::parse(out); }
    };
    Printed command(const std::string& arguments) {
        // Options may stand anywhere but behind "--".
        const std::size_t end = std::min(arguments.find(" -- "), arguments.size());
        const std::string line = std::string(MASTER_SHIM_PROGRAM) + " " + arguments.substr(0, end) + " -c " +
                                 salt_.path().string() + arguments.substr(end) + " 2>&1";
        std::atomic<bool> finished = false;
        Printed printed{-1, {}};
        std::thread thread([&] {
            FILE* pipe = popen(line.c_str(), "re");
            std::array<char, 4096> buffer;
            while (const std::size_t size = fread(buffer.data(), 1, buffer.size(), pipe))
                printed.out.append(buffer.data(), size);
            printed.exit = WEXITSTATUS(pclose(pipe));
            finished = true;
        });
        while (!finished) {
            if (daemon_)
                daemon_->step(milliseconds(5));
            else
                std::this_thread::yield();
        }
        thread.join();
        return printed;
    }
    Json ok(const std::string& arguments) {
        const std::size_t end = std::min(arguments.find(" -- "), arguments.size());
        const Printed printed = command(arguments.substr(0, end) + " --json" + arguments.substr(end));
        INFO(printed.out);
        REQUIRE(printed.exit == 0);
        return printed.json();
    }
    std::string state(const std::string& job) {
        for (const Json& delivery : ok("pending --all")) {
            if (delivery["jid"] == job) return delivery["state"];
        }
        return "none";
    }
    void stop() { daemon_.reset(); }
    const SaltConfig& config() const { return *config_; }
    const ShimOptions& options() const { return options_; }

  private:
    SaltDirectory salt_;
    bool standalone_;
    std::optional<SaltConfig> config_;
    ShimOptions options_;
    FileDescriptor bus_listener_;
    FileDescriptor bus_;
    std::unique_ptr<Daemon> daemon_;
    Transport transport_;
    std::optional<DealerSocket> agent_;
};

}  // namespace

TEST_CASE(
    "a job for a silent minion is listed, taken, reported and returned, a restart in between changes "
    "nothing") {
    Site site;
    site.publish(kJob);
    site.until([&] { return site.state(kJob) == "pending"; });
    site.restart();
    CHECK(site.state(kJob) == "pending");
    REQUIRE(proto::verify_key_statement(site.statement(), master_key().public_key()));
    CHECK(site.introduce<proto::Welcome>().minion == "a");
    const auto list = site.ask<proto::PendingList>(proto::List{});
    REQUIRE(list.jobs.size() == 1);
    CHECK(list.jobs[0].jid.text() == kJob);
    CHECK(read_load(site.ask<proto::JobLoad>(proto::Take{jid(kJob)}).load)->jid == kJob);
    site.ask<proto::Ack>(proto::Report{jid(kJob), proto::Reported::running, {}, ""});
    CHECK(site.state(kJob) == "running");
    site.give_back(kJob);
    site.until([&] { return site.state(kJob) == "unproven"; });
    site.ask<proto::Ack>(proto::Report{jid(kJob), proto::Reported::finished, 0, ""});
    site.until([&] { return site.state(kJob) == "returned"; });
    CHECK(site.ask<proto::Held>(proto::Confirm{{jid(kJob)}}).jids.size() == 1);
    CHECK(site.ok("pending").empty());
    const Json status = site.ok("status");
    CHECK(status["bus"]["connected"] == true);
    CHECK(status["job_cache"]["mode"] == "local_cache");
    CHECK(status["agents"]["authenticated"] == 1);
    CHECK(status["deliveries"]["returned"] == 1);
}

TEST_CASE("a job and a return that came while the shim was down are found in the job cache") {
    Site site;
    site.publish(kJob);
    site.until([&] { return site.state(kJob) == "pending"; });
    site.stop();
    const std::string missed = "20260102030405678999";
    site.store(missed);
    site.store_return(kJob);
    site.start();
    site.until([&] { return site.state(missed) == "pending" && site.state(kJob) == "returned"; });
}

TEST_CASE(
    "a connected agent is notified, and with its key it loses its list, its rights and its connection") {
    Site site;
    site.introduce<proto::Welcome>();
    site.publish(kJob);
    CHECK(std::holds_alternative<proto::Notify>(site.receive()));
    fs::remove(site.pki() / "minions/a");
    site.until([&] { return site.state(kJob) == "cancelled"; });
    site.until([&] { return site.is_disconnected(); });
    CHECK(site.introduce<proto::ErrorReply>().code == proto::ErrorCode::denied);
}

TEST_CASE("commands end with the documented codes and say what does not exist") {
    Site site;
    CHECK(site.command("show 123").exit == 1);
    CHECK(site.command("show ''").exit == 64);
    const auto nobody = site.command("pending nobody");
    CHECK(nobody.exit == 1);
    CHECK(nobody.out.find("no minion nobody") != std::string::npos);
    CHECK(site.ok("pending a").empty());
    CHECK(site.command("pending").out == "nothing is pending\n");
    CHECK(site.command("cancel 123").exit == 1);
    CHECK(site.command("publish a cmd.run date").exit == 64);
    CHECK(site.command("key list").exit == 64);
    CHECK(site.command("dance").exit == 64);
    CHECK(site.command("run").exit == 69);
    site.publish(kJob);
    site.until([&] { return site.state(kJob) == "pending"; });
    const Json job = site.ok("show " + kJob);
    CHECK(job["deliveries"][0]["history"][0]["state"] == "pending");
    CHECK(job["fun"] == Json::array({"cmd.run"}));
    const Json delivery = site.ok("pending").at(0);
    for (const char* key :
         {"jid", "minion", "fun", "state", "since", "since_us", "expires_at", "expires_at_us"})
        CHECK(delivery.contains(key));
    CHECK(site.command("show " + kJob).out.find("pending") != std::string::npos);
    CHECK(site.command("cancel " + kJob + " b").exit == 1);
    CHECK(site.command("cancel " + kJob + " a").exit == 0);
    CHECK(site.state(kJob) == "cancelled");
    CHECK(site.command("cancel " + kJob).exit == 1);
    CHECK(site.command("status").out.find("job cache") != std::string::npos);
    site.stop();
    CHECK(site.state(kJob) == "cancelled");
    const auto status = site.command("status");
    CHECK(status.exit == 69);
    CHECK(status.out.find("is not running") != std::string::npos);
}

TEST_CASE("a second daemon with the same directory is refused") {
    Site site;
    const auto second = Daemon::start(site.config(), site.options());
    REQUIRE_FALSE(second);
    CHECK(second.error().code == Errc::unavailable);
}

TEST_CASE("garbage on the control socket gets an error, and the daemon goes on") {
    Site site;
    auto client = connect_local(site.options().control_socket);
    REQUIRE(client);
    REQUIRE(write_frame(client->get(), "no json"));
    REQUIRE(write_frame(client->get(), R"({"command":"dance"})"));
    auto bad = connect_local(site.options().control_socket);
    REQUIRE(bad);
    REQUIRE(send(bad->get(), "\xff\xff\xff\xff", 4, MSG_NOSIGNAL) == 4);
    std::vector<Json> replies;
    std::thread reader([&] {
        for (int i = 0; i < 2; ++i) {
            const auto reply = read_frame(client->get(), 1 << 20);
            replies.push_back(reply ? Json::parse(*reply) : Json());
        }
    });
    const Json status = site.ok("status");
    reader.join();
    REQUIRE(replies.size() == 2);
    for (const Json& reply : replies) {
        CHECK(reply["ok"] == false);
        CHECK(reply["code"] == "invalid");
    }
}

TEST_CASE("a disk that takes nothing is shown, and what was published meanwhile is owed when it does again") {
    Site site;
    site.publish(kJob);
    site.until([&] { return site.ok("status")["expected"]["jobs"] == 1; });
    FailingDisk disk(deliveries_directory(site.options()) / "data.mdb", Part::pages);
    site.until([&] { return site.ok("status")["database_error"].is_string(); });
    CHECK(site.ok("status")["database_error_since"].is_string());
    CHECK(site.command("cancel " + kJob).exit != 0);
    CHECK(site.state(kJob) == "none");
    disk.repair();
    site.until([&] { return site.state(kJob) == "pending"; });
    CHECK(site.ok("status")["database_error"].is_null());
}

TEST_CASE("after the clock was set back, what was published unheard is still found in the job cache") {
    Site site;
    site.stop();
    {
        auto deliveries = Deliveries::open({.directory = deliveries_directory(site.options())});
        REQUIRE(deliveries);
        const WallTime ahead = Now::read().wall + std::chrono::hours(5);
        REQUIRE((*deliveries)->set_meta("scanned_until", std::to_string(ahead.time_since_epoch().count())));
        REQUIRE((*deliveries)->commit());
    }
    site.store(kJob);
    site.start();
    site.until([&] { return site.state(kJob) == "pending"; });
}

TEST_CASE("without Salt: a key is offered and accepted, a job is published, run and over") {
    Site site(true);
    CHECK(site.introduce<proto::ErrorReply>().code == proto::ErrorCode::denied);
    CHECK(site.ok("key list").at(0)["state"] == "unaccepted");
    CHECK(site.command("publish a cmd.run date").exit == 1);
    CHECK(site.command("key accept a").exit == 0);
    CHECK(site.command("key accept a").exit == 1);
    const std::string job = site.ok("publish a cmd.run date -- -u")["jid"];
    CHECK(site.state(job) == "pending");
    site.introduce<proto::Welcome>();
    CHECK(site.ask<proto::JobLoad>(proto::Take{jid(job)}).load.find(texts({"date", "-u"})) !=
          std::string::npos);
    site.ask<proto::Ack>(proto::Report{jid(job), proto::Reported::finished, 0, ""});
    CHECK(site.state(job) == "returned");
    const proto::KeyStatement statement = site.statement();
    CHECK(RsaPublicKey::from_pem(statement.public_key));
    CHECK(site.ok("status")["standalone"] == true);
}

TEST_CASE("the serial of the shim's key rises with every start, whatever the clock says") {
    Site site;
    const std::uint64_t first = site.statement().serial;
    site.restart();
    const std::uint64_t second = site.statement().serial;
    CHECK(second > first);
    // The last one was signed when the clock was years ahead.
    const std::uint64_t ahead = second + 100'000'000'000'000;
    site.restart([&](Deliveries& deliveries) {
        REQUIRE(deliveries.set_meta("statement_serial", std::to_string(ahead)));
    });
    CHECK(site.statement().serial == ahead + 1);
}

TEST_CASE("the shim's key is signed again when the master has got another key") {
    Site site;
    const proto::KeyStatement before = site.statement();
    const RsaPrivateKey another = RsaPrivateKey::generate(2048);
    write(site.pki() / "master.pem", *another.pem());
    site.restart();
    const proto::KeyStatement after = site.statement();
    CHECK(after.shim_key == before.shim_key);
    CHECK(proto::verify_key_statement(after, another.public_key()));
}
