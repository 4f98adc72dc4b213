#include "master_shim/daemon.h"

#include <algorithm>
#include <system_error>
#include <utility>

#include "master_shim/msgpack_view.h"
#include "master_shim/own_keys.h"
#include "master_shim/witness_setup.h"
#include "proto/handshake.h"
#include "runtime/database_file.h"
#include "runtime/log.h"
#include "runtime/process_identity.h"
#include "runtime/text_table.h"
#include "runtime/version.h"

namespace job_retry {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

constexpr std::size_t kObservationsPerStep = 5000;
constexpr std::size_t kPublicationsPerStep = 500;
constexpr std::size_t kMessagesPerStep = 1000;
constexpr std::size_t kLoadsPerStep = std::size_t{8} << 20;  // bytes
constexpr seconds kStatementRetry{2};
constexpr seconds kKeyCheck{60};
constexpr seconds kMetricsPeriod{1};  // a scrape sees nothing that is older
constexpr std::size_t kOwnDescriptors = 256;

std::string endpoint(const std::string& interface, std::uint16_t port) {
    const bool v6 = interface.find(':') != std::string::npos && interface.front() != '[';
    return "tcp://" + (v6 ? "[" + interface + "]" : interface) + ":" +
           (port == 0 ? "*" : std::to_string(port));
}

// Empty when it can be read.
std::string why_no_job_cache(const SaltConfig& config, const ShimOptions& options) {
    if (options.standalone) return "standalone: there is no master";
    if (config.master_job_cache != "local_cache")
        return "master_job_cache is " + config.master_job_cache + ", only local_cache can be read";
    if (hex_digest(config.hash_type, "").empty())
        return "hash_type is " + config.hash_type + ", which is not known here";
    return "";
}

// Salt writes loads into the job cache in any case, and returns only without these.
bool keeps_returns(const SaltConfig& config) {
    return config.job_cache && config.ext_job_cache.empty();
}

}  // namespace

std::filesystem::path deliveries_directory(const ShimOptions& options) {
    return options.directory / "deliveries";
}

std::filesystem::path pki_directory(const SaltConfig& config, const ShimOptions& options) {
    return options.standalone ? options.directory / "pki" : config.pki_dir;
}

Daemon::Daemon(const SaltConfig& config, const ShimOptions& options)
    : config_(config), options_(options), started_(Now::read()) {}

Daemon::~Daemon() = default;

Result<std::unique_ptr<Daemon>> Daemon::start(const SaltConfig& config, const ShimOptions& options) {
    std::unique_ptr<Daemon> daemon(new Daemon(config, options));
    if (auto opened = daemon->open(); !opened) return pass_on(opened);
    return daemon;
}

Result<void> Daemon::open() {
    Deliveries::Options deliveries;
    deliveries.directory = deliveries_directory(options_);
    deliveries.history = options_.history;
    deliveries.max_pending = options_.max_pending;
    deliveries.size = options_.database_size;
    deliveries.opened_at = started_.wall;
    no_cache_reason_ = why_no_job_cache(config_, options_);
    // Who may write here could put another key or database in the place of ours.
    if (auto room = open_private_directory(options_.directory, true); !room) return pass_on(room);

    // First: it tells whether another daemon runs.
    auto control = ControlServer::listen(options_.control_socket);
    if (!control) return pass_on(control);
    control_.emplace(std::move(*control));
    auto opened = Deliveries::open(deliveries);
    if (!opened) return pass_on(opened);
    deliveries_ = std::move(*opened);
    auto curve = own_curve_key(options_.directory / "curve.key");
    if (!curve) return pass_on(curve);
    curve_ = *curve;

    const std::filesystem::path pki = pki_directory(config_, options_);
    if (options_.standalone) {
        key_pool_ = std::make_unique<KeyPool>(pki);
        if (auto made = key_pool_->make_directories(); !made) return made;
        if (auto key = own_master_key(pki); !key) return pass_on(key);
    }
    keys_ = std::make_unique<KeyDirectory>(pki);
    keys_->watch();
    if (auto cache = open_job_cache(); !cache) return cache;
    if (auto intake = open_intake(); !intake) return intake;

    Shim::Options shim;
    shim.silence = options_.silence;
    shim.expire = options_.expire;
    shim.exclude = options_.exclude;
    shim.max_draining = options_.max_draining;
    shim.standalone = options_.standalone;
    shim.witness = spool_.has_value();
    shim.owe_peers = options_.peers;
    shim.is_syndic = syndics();
    shim.is_connected = [this](const std::string& minion) { return router_ && router_->has(minion); };
    shim.shim_key = curve_.public_key;
    shim.seed = random_number();
    shim_ = std::make_unique<Shim>(shim, *deliveries_, *cache_, *keys_);
    if (auto started = shim_->start(started_); !started) return started;

    if (auto sockets = open_sockets(); !sockets) return sockets;
    make_statement(started_);
    if (!options_.standalone) {
        bus_ = std::make_unique<BusReader>(config_.sock_dir / "master_event_pub.ipc");
        sender_ = std::make_unique<EventSender>(config_.sock_dir / "master_event_pull.ipc");
        std::string data;
        append_msgpack_map(data, 2);
        append_msgpack_text(data, "version");
        append_msgpack_text(data, kVersion);
        append_msgpack_text(data, "_stamp");
        append_msgpack_text(data, iso_time(started_.wall));
        sender_->fire("salt/job_retry/shim/start", std::move(data));
    }
    return {};
}

Result<void> Daemon::open_job_cache() {
    if (!no_cache_reason_.empty()) {
        cache_ = std::make_unique<NoJobCache>(no_cache_reason_, options_.standalone ? Held::no : Held::never);
        return {};
    }
    LocalJobCache::Options options{config_.cachedir, config_.hash_type, keeps_returns(config_),
                                   config_.order_masters, options_.trust_job_cache};
    auto cache = std::make_unique<LocalJobCache>(std::move(options));
    scan_ = std::make_unique<JobCacheScan>(*cache);
    cache_ = std::move(cache);
    return {};
}

// Where publications come from: the witness, or, where salt-master does not have it, the job cache.
Result<void> Daemon::open_intake() {
    if (options_.standalone) {
        no_witness_reason_ = "standalone: there is no master";
        return {};
    }
    no_witness_reason_ = witness_setup(config_).why_not;
    if (no_witness_reason_.empty()) {
        auto spool = Spool::open(options_.spool, started_);
        if (!spool) return pass_on(spool);
        spool_.emplace(std::move(*spool));
    } else {
        const std::string distrust = cache_->distrust();
        log::warning("there is no witness: ", no_witness_reason_);
        log::warning(distrust.empty() ? "jobs are taken from the job cache, in which any accepted minion may "
                                        "write (job_retry_trust_job_cache)"
                                      : "nothing is owed to anybody: " + distrust);
    }
    if (!scan_) return {};
    Reconciler::Options reconcile;
    reconcile.period = options_.reconcile;
    reconcile.look_back = options_.expire;
    reconcile.publications = !spool_;
    auto reconciler = Reconciler::open(*deliveries_, ScanMark::at(started_, this_boot()), reconcile);
    if (!reconciler) return pass_on(reconciler);
    reconciler_.emplace(std::move(*reconciler));
    return {};
}

// On a master of masters: ids that have sent what only a syndic may. Any accepted minion can bring an id
// there; whoever has an agent is owed all the same (Shim).
std::function<bool(const std::string&)> Daemon::syndics() const {
    if (!config_.order_masters) return nullptr;
    return [directory = config_.cachedir / "syndics"](const std::string& id) {
        std::error_code error;
        return std::filesystem::exists(directory / id, error);
    };
}

Result<void> Daemon::open_sockets() {
    SocketLimits limits;
    limits.max_message = proto::kMaxRequest;
    // Two descriptors for each connection, most of them for those who are known, and some for files: a key
    // that cannot be read lets nobody in.
    const std::size_t descriptors = raise_descriptor_limit();
    const std::size_t connections = (descriptors - std::min(kOwnDescriptors, descriptors / 4)) / 2;
    Visitors::Limits at_key_port = KeyServer::kLimits;
    at_key_port.strangers = std::min(at_key_port.strangers, descriptors / 32);
    limits.visitors.strangers = std::min(limits.visitors.strangers, descriptors / 8);
    limits.visitors.places = connections - at_key_port.strangers;
    auto router = RouterSocket::bind(transport_, endpoint(options_.interface, options_.port), curve_, limits);
    if (!router) return pass_on(router);
    router_.emplace(std::move(*router));
    // The same address, as numbers.
    const std::string agents = router_->endpoint();
    auto server = KeyServer::bind(agents.substr(0, agents.rfind(':') + 1) + std::to_string(options_.key_port),
                                  at_key_port);
    if (!server) return pass_on(server);
    key_server_.emplace(std::move(*server));
    if (!options_.metrics.empty()) {
        auto metrics = MetricsServer::listen(options_.metrics);
        if (!metrics) return pass_on(metrics);
        metrics_server_ = std::move(*metrics);
        log::info("metrics are at http://", options_.metrics, "/metrics");
    }
    log::info("agents are awaited at ", router_->endpoint(), ", key requests at ", key_server_->endpoint());
    return {};
}

// Salt makes its key at its first start, which may be later than ours.
void Daemon::make_statement(Now now) {
    if (!statement_.empty() || now.steady < statement_retry_) return;
    const std::filesystem::path pki = pki_directory(config_, options_);
    std::error_code error;
    signed_with_ = std::filesystem::last_write_time(pki / "master.pem", error);
    auto key = master_key();
    if (!key) {
        statement_retry_ = now.steady + kStatementRetry;
        if (!std::exchange(statement_missed_, true))
            log::warning(
                "the master's key cannot be read yet; until it can, agents cannot connect, and nothing "
                "becomes owed: ",
                key.error().text);
        return;
    }
    if (auto used = shim_->sign_with(*key); !used) {
        statement_retry_ = now.steady + kStatementRetry;
        log::error("the master's key is not used yet: ", used.error().text);
        return;
    }
    const auto serial = next_serial(*deliveries_, now.wall);
    if (!serial) {
        statement_retry_ = now.steady + kStatementRetry;
        log::error("the shim's key is not shown to agents yet: ", serial.error().text);
        return;
    }
    proto::KeyStatement statement = proto::make_key_statement(curve_.public_key, *serial, *key);
    if (options_.standalone) statement.public_key = key->public_key().pem();
    statement_ = proto::encode(statement);
}

Result<RsaPrivateKey> Daemon::master_key() const {
    const std::filesystem::path pki = pki_directory(config_, options_);
    return options_.standalone ? own_master_key(pki)
                               : RsaPrivateKey::load(pki / "master.pem", *config_.key_pass);
}

void Daemon::run(int stop_fd, ServiceNotice& notice) {
    stop_fd_ = stop_fd;
    while (step(notice.wait_at_most(seconds(30))))
        notice.turned(Now::read().steady);
    notice.stopping();
}

void Daemon::wait(milliseconds longest) {
    const Now now = Now::read();
    SteadyTime until = now.steady + longest;
    const auto sooner = [&until](std::optional<SteadyTime> at) {
        if (at) until = std::min(until, *at);
    };
    sooner(shim_->next());
    if (sender_) sooner(sender_->next());
    if (reconciler_) sooner(reconciler_->next());
    if (statement_.empty()) sooner(statement_retry_);
    sooner(next_key_check_);
    if (spool_ && !shim_->is_full()) sooner(spool_->next());
    if (metrics_server_) sooner(next_metrics_);
    sooner(control_->next());
    sooner(key_server_->next());
    if (more_) sooner(now.steady);

    poll_.clear();
    if (stop_fd_ >= 0) stop_slot_ = poll_.add_fd(stop_fd_);
    if (bus_) poll_.add_fd(bus_->wake_fd());
    if (scan_) poll_.add_fd(scan_->wake_fd());
    if (spool_ && spool_->watch_fd() >= 0 && !shim_->is_full()) poll_.add_fd(spool_->watch_fd());
    if (keys_->watch_fd() >= 0) poll_.add_fd(keys_->watch_fd());
    if (sender_ && sender_->blocked_fd()) poll_.add_fd(*sender_->blocked_fd(), Poll::writable);
    control_->add_to(poll_);
    poll_.add_socket(router_->handle());
    poll_.add_fd(key_server_->fd());
    const auto rest = std::max<std::chrono::microseconds>(until - now.steady, milliseconds(0));
    if (auto waited = poll_.wait(rest); !waited) log::error(waited.error().text);
}

bool Daemon::step(milliseconds longest) {
    wait(longest);
    const Now now = Now::read();
    if (stop_fd_ >= 0 && poll_.ready(stop_slot_)) return false;
    more_ = false;
    if (reconciler_) reconciler_->tick(now);
    make_statement(now);
    take_spool(now);
    take_bus(now);
    take_scan(now);
    take_keys(now);
    take_messages(now);
    take_commands(now);
    shim_->tick(now);
    const Shim::Outcome outcome = shim_->commit(now);
    if (outcome.failed && reconciler_) reconciler_->not_written();
    if (!outcome.failed && spool_) spool_->remove(taken_);
    taken_.clear();
    send(outcome, now);
    serve_keys(now);
    reconcile(now);
    show_metrics(now);
    return true;
}

void Daemon::show_metrics(Now now) {
    if (!metrics_server_ || now.steady < next_metrics_) return;
    metrics_server_->show(metrics());
    next_metrics_ = now.steady + kMetricsPeriod;
}

// What the database has no room for stays in the spool.
void Daemon::take_spool(Now now) {
    if (!spool_ || shim_->is_full()) return;
    taken_ = spool_->take(kPublicationsPerStep, now);
    for (const Spool::Entry& entry : taken_)
        shim_->on(entry.publication, Shim::Source::witness, now);
}

void Daemon::take_bus(Now now) {
    if (!bus_) return;
    const BusReader::Batch batch = bus_->take(kObservationsPerStep);
    if (batch.gap) {
        log::info(
            "connected to the master's event bus; returns that were missed are looked for in the job cache");
        if (reconciler_) reconciler_->want();
    }
    more_ = more_ || batch.observations.size() == kObservationsPerStep;
    for (const Observation& observation : batch.observations) {
        if (std::holds_alternative<OwnEventSeen>(observation)) sender_->echoed();
        shim_->on(observation, Shim::Source::bus, now);
    }
}

void Daemon::take_scan(Now now) {
    if (!reconciler_ || !reconciler_->running()) return;
    const JobCacheScan::Report report = scan_->take(kObservationsPerStep);
    more_ = more_ || report.observations.size() == kObservationsPerStep;
    reconciler_->take(report, *shim_, now);
}

void Daemon::reconcile(Now now) {
    if (!reconciler_) return;
    if (auto part = reconciler_->part(*shim_, now)) scan_->ask(std::move(*part));
}

void Daemon::take_keys(Now now) {
    const KeyDirectory::Changes changes = keys_->changes();
    for (const std::string& minion : changes.minions)
        shim_->on_key_changed(minion, now);
    const bool look_at_all = changes.all || now.steady >= next_key_check_;
    if (look_at_all) {
        // Also when a directory was not there before, or was replaced.
        keys_->watch();
        shim_->on_all_keys_changed(now);
        next_key_check_ = now.steady + kKeyCheck;
    }
    if (changes.master_key || look_at_all) look_at_master_key();
}

// When the master has got another key, what the old one has signed is signed again.
void Daemon::look_at_master_key() {
    std::error_code error;
    const auto written =
        std::filesystem::last_write_time(pki_directory(config_, options_) / "master.pem", error);
    if (!error && written != signed_with_) statement_.clear();
}

// Before anybody proves to be the same minion anew.
void Daemon::close_dropped() {
    for (const std::string& minion : shim_->take_dropped())
        router_->drop(minion);
}

void Daemon::take_messages(Now now) {
    close_dropped();
    for (std::size_t i = 0; i < kMessagesPerStep && shim_->sessions().load_bytes() < kLoadsPerStep; ++i) {
        auto message = router_->receive();
        if (!message) return;
        const Sessions::Peer peer{message->connection, message->client_key};
        shim_->on_message(peer, message->payload, random_bytes(proto::kNonceSize), now);
        close_dropped();
        router_->mark(*message, shim_->sessions().owner(peer));
    }
    more_ = true;
}

void Daemon::take_commands(Now now) {
    for (const ControlServer::Request& request : control_->take(poll_, now))
        answers_.push_back({request.client, execute(request.payload, now)});
}

void Daemon::serve_keys(Now now) {
    for (std::size_t i = 0; i < kMessagesPerStep; ++i) {
        auto request = key_server_->receive(now.steady);
        if (!request) return;
        if (!proto::is_key_request(request->payload)) {
            ++malformed_key_requests_;
            continue;
        }
        if (statement_.empty()) continue;
        ++key_requests_;
        key_server_->send(request->connection, statement_);
    }
    more_ = true;
}

void Daemon::send(const Shim::Outcome& outcome, Now now) {
    if (outcome.failed) {
        log::error("a step could not be written, it is tried again: ", outcome.error);
        write_error_ = outcome.error;
        if (!write_failed_at_) write_failed_at_ = now.wall;
    } else if (outcome.wrote && write_failed_at_) {
        log::info("the database can be written again");
        write_error_.clear();
        write_failed_at_.reset();
    }
    for (const Sessions::Reply& reply : outcome.replies) {
        auto bytes = proto::encode(reply.message);
        if (!bytes) {
            log::error("an answer to an agent cannot be sent: ", bytes.error().text);
            bytes = proto::encode(proto::ErrorReply{proto::ErrorCode::internal, bytes.error().text});
        }
        if (!bytes || !router_->send(reply.connection, *bytes)) shim_->on_gone(reply.connection);
    }
    for (const Answer& answer : answers_) {
        static constexpr const char* kFailed =
            R"({"ok":false,"code":"io","error":"the database cannot be written; nothing has changed"})";
        control_->reply(answer.client, outcome.failed ? kFailed : answer.payload);
    }
    answers_.clear();
    for (const auto& [minion, pem] : outcome.offers) {
        auto offered = key_pool_->offer(minion, pem);
        if (!offered)
            log::warning("the key of ", minion, " is not taken: ", offered.error().text);
        else if (*offered)
            log::info("a key of minion ", minion, " waits: master-shim key accept ", minion);
    }
    if (!sender_) return;
    for (const Shim::Event& event : outcome.events)
        sender_->fire(event.tag, event.data);
    const BusReader::Status bus = bus_->status();
    sender_->send(now.steady, bus.connected, bus.prefixed);
}

}  // namespace job_retry
