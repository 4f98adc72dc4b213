#include "simulate/shim_process.h"

#include <algorithm>

#include "master_shim/own_keys.h"
#include "proto/handshake.h"
#include "simulate/master.h"

namespace job_retry::simulate {

using std::chrono::milliseconds;
using std::chrono::seconds;

namespace {

constexpr const char* kCurveFile = "/shim/curve.key";
constexpr seconds kKeyCheck{60};
constexpr std::size_t kPage = 5;  // of deliveries at which one part of a scan looks
constexpr std::size_t kPublicationsPerStep = 7;

}  // namespace

Result<std::unique_ptr<ShimProcess>> ShimProcess::start(Master& master, Witness& witness,
                                                        const Options& options) {
    std::unique_ptr<ShimProcess> shim(new ShimProcess(master, witness, options));
    if (auto opened = shim->open(master.now()); !opened) return pass_on(opened);
    return shim;
}

Result<void> ShimProcess::open(Now now) {
    Deliveries::Options deliveries;
    deliveries.directory = kDirectory;
    deliveries.size = options_.database_size;
    deliveries.max_pending = options_.max_pending;
    auto opened = Deliveries::open(deliveries);
    if (!opened) return pass_on(opened);
    deliveries_ = std::move(*opened);
    auto reconciler = Reconciler::open(*deliveries_, ScanMark::at(now, this_boot()),
                                       {options_.reconcile, options_.expire, kPage, !options_.witness});
    if (!reconciler) return pass_on(reconciler);
    reconciler_.emplace(std::move(*reconciler));

    auto keys = own_curve_key(kCurveFile);
    if (!keys) return pass_on(keys);
    Shim::Options shim;
    shim.silence = options_.silence;
    shim.expire = options_.expire;
    shim.exclude = {"test.ping", "saltutil.find_job"};
    shim.max_draining = options_.max_draining;
    shim.witness = options_.witness;
    shim.is_connected = [this](const std::string& minion) { return is_connected(minion); };
    shim.shim_key = keys->public_key;
    shim.seed = master_.timeline_.random.below(~std::uint64_t{0});
    shim_ = std::make_unique<Shim>(shim, *deliveries_, master_.cache, master_.keys);
    if (auto started = shim_->start(now); !started) return started;
    if (auto signs = shim_->sign_with(master_.key()); !signs) return signs;

    auto router = RouterSocket::bind(transport_, "tcp://" + master_.name() + ":4507", *keys);
    if (!router) return pass_on(router);
    router_.emplace(std::move(*router));
    auto server = KeyServer::bind("tcp://" + master_.name() + ":4508");
    if (!server) return pass_on(server);
    key_server_.emplace(std::move(*server));
    auto serial = next_serial(*deliveries_, now.wall);
    if (!serial) return pass_on(serial);
    statement_ = proto::encode(proto::make_key_statement(keys->public_key, *serial, master_.key()));
    return {};
}

void ShimProcess::on_gap() {
    bus_.clear();
    reconciler_->want();
}

void ShimProcess::step(Now now) {
    reconciler_->tick(now);
    for (const Observation& observation : std::exchange(bus_, {}))
        shim_->on(observation, Shim::Source::bus, now);
    // What the database has no room for stays in the spool.
    const std::size_t taken = shim_->is_full() ? 0 : std::min(master_.spool.size(), kPublicationsPerStep);
    for (std::size_t i = 0; i < taken; ++i)
        shim_->on(master_.spool[i], Shim::Source::witness, now);
    take_scan(now);
    for (const std::string& minion : std::exchange(changed_keys_, {}))
        shim_->on_key_changed(minion, now);
    if (now.steady >= next_key_check_) {
        shim_->on_all_keys_changed(now);
        next_key_check_ = now.steady + kKeyCheck;
    }
    while (auto message = router_->receive())
        shim_->on_message({message->connection, message->client_key}, message->payload,
                          random_bytes(proto::kNonceSize), now);
    take_commands(now);
    shim_->tick(now);
    const Shim::Outcome outcome = shim_->commit(now);
    if (outcome.failed)
        reconciler_->not_written();
    else
        master_.spool.erase(master_.spool.begin(), master_.spool.begin() + std::ptrdiff_t(taken));
    send(outcome);
    while (auto request = key_server_->receive(SteadyTime()))
        if (proto::is_key_request(request->payload)) key_server_->send(request->connection, statement_);
    reconcile(now);
    check_caps();
}

SteadyTime ShimProcess::next() const {
    SteadyTime next = scan_ends_.value_or(reconciler_->next());
    if (const auto shim = shim_->next()) next = std::min(next, *shim);
    return std::min(next, next_key_check_);
}

void ShimProcess::take_scan(Now now) {
    if (!scan_ends_ || now.steady < *scan_ends_) return;
    scan_ends_.reset();
    reconciler_->take({std::exchange(scanned_, {}), true, ""}, *shim_, now);
}

void ShimProcess::reconcile(Now now) {
    const auto part = reconciler_->part(*shim_, now);
    if (!part) return;
    look(*part);
    scan_ends_ = now.steady + master_.timeline_.random.between(milliseconds(1), seconds(3));
}

void ShimProcess::look(const JobCacheScan::Request& part) {
    for (const auto& [jid, minion] : part.unreturned)
        if (master_.cache.holds_return(jid, minion) == Held::yes)
            scanned_.emplace_back(ReturnSeen{jid, minion});
    // As scan_job_cache(): without those whose returns are there.
    for (const auto& [jid, at] : master_.cache.times) {
        if (!part.since || at < *part.since) continue;
        auto published = master_.cache.publication(*Jid::parse(jid));
        if (!published) continue;
        std::erase_if(published->minions, [&, &jid = jid](const std::string& minion) {
            return master_.cache.returns.contains({jid, minion});
        });
        scanned_.emplace_back(std::move(*published));
    }
    witness_.count("job cache scans");
}

std::optional<KnownLedger> ShimProcess::known_ledger(const Disk& disk, const std::string& minion) {
    const auto database = disk.databases.find(kDirectory);
    if (database == disk.databases.end()) return std::nullopt;
    const auto table = database->second.tables.find("ledgers");
    if (table == database->second.tables.end()) return std::nullopt;
    const auto row = table->second.find(minion);
    if (row == table->second.end()) return std::nullopt;
    auto known = decode_ledger(row->second);
    return known ? std::optional(std::move(*known)) : std::nullopt;
}

std::vector<Delivery> ShimProcess::deliveries() const {
    std::vector<Delivery> all;
    (void)deliveries_
        ->all([&all](const Delivery& delivery) {
            all.push_back(delivery);
            return true;
        })
        .has_value();
    return all;
}

void ShimProcess::take_commands(Now now) {
    for (const auto& [jid, minions] : std::exchange(cancels_, {}))
        if (const auto cancelled = shim_->cancel(jid, minions, now))
            witness_.count("administrators: cancelled", cancelled->deliveries);
    for (const auto& [jid, minion] : std::exchange(retries_, {})) {
        if (!shim_->retry(jid, minion, now)) {
            witness_.count("administrators: retry is not possible");
            continue;
        }
        witness_.count("administrators: retry");
        // Before it is on disk: the shim may die just behind that.
        witness_.permitted(minion, jid.text());
        witness_.acked.erase({master_.name(), minion, jid.text()});
        retried_.emplace_back(jid, minion);
    }
}

bool ShimProcess::is_done(const std::string& but) const {
    if (shim_->tracker().expected() > 0) return false;
    for (const std::string& minion : deliveries_->minions_with_open())
        if (minion != but) return false;
    const auto unproven = static_cast<std::size_t>(DeliveryState::unproven);
    if (deliveries_->counts().by_state[unproven] == 0) return true;
    const auto all = deliveries();
    return std::none_of(all.begin(), all.end(), [&](const Delivery& delivery) {
        return delivery.state == DeliveryState::unproven && delivery.minion != but;
    });
}

std::set<std::string> ShimProcess::connected() const {
    std::set<std::string> minions;
    for (const auto& [number, dealer] : Network::here().dealers)
        if (!dealer->connection.empty())
            minions.insert(shim_->sessions().owner({dealer->connection, dealer->keys.public_key}));
    minions.erase("");
    return minions;
}

void ShimProcess::welcomes(const proto::Welcome& welcome, const std::string& connection, bool on_disk) {
    const std::string minion = minion_at(connection);
    if (minion.empty()) return;
    if (minion != welcome.minion) throw Broken{minion + " is welcomed as " + welcome.minion};
    if (on_disk) master_.met(minion);
}

std::string ShimProcess::minion_at(const std::string& connection) const {
    for (const auto& [number, dealer] : Network::here().dealers)
        if (dealer->connection == connection) return dealer->machine->name();
    return "";
}

void ShimProcess::check_handed_out(const proto::JobLoad& load, const std::string& minion) const {
    if (master_.database_lies) return;
    if (!witness_.was_published({master_.name(), minion, load.jid.text()}))
        throw Broken{"job " + load.jid.text() + " is handed out to " + minion +
                     ", and was not published to it"};
    const Disk::Calm calm(master_.disk);
    const auto delivery = deliveries_->find(load.jid, minion);
    const auto is_owed = [&](const Delivery& one) {
        return is_open(one.state) || one.history.back().at == master_.now().wall;  // it ended in this step
    };
    if (!delivery || !*delivery || !is_owed(**delivery))
        throw Broken{"job " + load.jid.text() + " is handed out to " + minion + ", and is not owed to it"};
}

void ShimProcess::send(const Shim::Outcome& outcome) {
    if (outcome.failed) witness_.count("steps of shims that could not be written");
    for (const auto& [jid, minion] : std::exchange(retried_, {})) {
        if (outcome.failed)
            witness_.withdrawn(minion, jid.text());
        else
            master_.retried.insert({jid.text(), minion});
    }
    for (const Sessions::Reply& reply : outcome.replies) {
        if (const auto* welcome = std::get_if<proto::Welcome>(&reply.message))
            welcomes(*welcome, reply.connection, !outcome.failed);
        if (const auto* ack = std::get_if<proto::Ack>(&reply.message)) {
            const std::string minion = minion_at(reply.connection);
            if (!minion.empty()) acknowledges(*ack, minion);
        } else if (const auto* load = std::get_if<proto::JobLoad>(&reply.message)) {
            const std::string minion = minion_at(reply.connection);
            if (!minion.empty()) check_handed_out(*load, minion);
        }
        const auto bytes = proto::encode(reply.message);
        if (!bytes || !router_->send(reply.connection, *bytes)) shim_->on_gone(reply.connection);
    }
    witness_.count("events of shims", outcome.events.size());
}

void ShimProcess::acknowledges(const proto::Ack& ack, const std::string& minion) {
    const Disk::Calm calm(master_.disk);
    const auto known = deliveries_->find(ack.jid, minion);
    const bool is_owed = known && *known && is_open((*known)->state);
    // News from before a retry change nothing, and are acknowledged.
    if (is_owed && (*known)->retry > 0) return;
    const bool ends = ack.state == proto::Reported::interrupted || ack.state == proto::Reported::refused;
    if (is_owed && ends)
        throw Broken{"job " + ack.jid.text() + " of " + minion + " is acknowledged as " +
                     std::string(proto::to_text(ack.state)) + " before that is on disk"};
    if (!master_.database_lies) witness_.acknowledged({master_.name(), minion, ack.jid.text()}, ack.state);
}

void ShimProcess::check_caps() const {
    if (master_.database_lies) return;
    if (shim_->sessions().draining() > options_.max_draining)
        throw Broken{std::to_string(shim_->sessions().draining()) + " minions drain at once"};
    for (const std::string& minion : deliveries_->minions_with_open())
        if (deliveries_->open_count(minion) > options_.max_pending)
            throw Broken{std::to_string(deliveries_->open_count(minion)) + " deliveries of " + minion +
                         " are open"};
}

}  // namespace job_retry::simulate
