#include "simulate/minion.h"

#include <algorithm>
#include <utility>

#include "master_shim/msgpack_view.h"
#include "minion_agent/ledger_numbers.h"
#include "minion_agent/stores.h"
#include "simulate/job_process.h"
#include "simulate/master.h"

namespace job_retry::simulate {

using std::chrono::milliseconds;
using std::chrono::seconds;

namespace {

constexpr const char* kPinned = "/pki/minion_master.pub";

}  // namespace

Minion::Minion(Timeline& timeline, Network& network, Witness& witness, const std::string& name,
               Options options)
    : Machine(timeline, name), network_(network), witness_(witness), options_(std::move(options)) {
    disk.files[kPinned] = options_.key.public_key().pem();
    if (options_.has_gate) witness_.ledger_begins(name, timeline.now());
    queue_ = std::make_shared<SaltQueue>(
        [this] {
            timeline_.after(timeline_.random.between(Duration(0), milliseconds(300)),
                            [this] { look_into_queue(); });
        },
        [this](const Jid& jid) { return lists(jid); });
    start_salt();
}

Minion::~Minion() {
    const Turn turn(*this);
    agent_.reset();
}

// ---- the agent

Agent::Options Minion::agent_options() const {
    Agent::Options options;
    options.directory = kDirectory;
    options.ledger_size = options_.ledger_size;
    options.returns_size = options_.returns_size;
    options.keep = options_.keep;
    options.rerun = options_.rerun;
    for (const Master* master : options_.masters)
        options.masters.push_back({master->name(), master->name(), {.host = master->name()}});
    options.master_key = {.pinned = kPinned, .serials = "/minion/masters", .may_pin = false};
    options.identity = [name = name(), key = options_.key] {
        return Result<proto::Introduction::Identity>(proto::Introduction::Identity{name, key, false});
    };
    options.minion = name();
    options.queue = queue_;
    options.running = {.minion =
                           [] {
                               const Minion& minion = here();
                               return minion.salt_is_up_ ? std::optional(minion.salt_) : std::nullopt;
                           },
                       .is_of = [](pid_t, const ProcessIdentity& salt) { return here().lives(salt); },
                       .identify = ProcessIdentity::of,
                       .alive = [](const ProcessIdentity& process) { return process.alive(); },
                       .finished = {},
                       .offer =
                           [] {
                               const std::string number = std::to_string(++here().offers_);
                               return std::string(proto::kOfferSize - number.size(), '0') + number;
                           }};
    options.seed = timeline_.random.below(~std::uint64_t{0});
    return options;
}

void Minion::start_agent() {
    if (agent_ || !options_.has_gate) return;
    const Turn turn(*this);
    ++agents_;
    ended_.reset();
    worker_master_.reset();
    worker_is_busy_ = false;
    try {
        lines_.emplace(transport_);
        auto agent = Agent::open(agent_options(), *lines_, now());
        if (agent) {
            agent_ = std::move(*agent);
            return wake();
        }
        witness_.count("agents that could not start");
        timeline_.after(seconds(5), [this] { start_agent(); });
    } catch (const Killed&) {
        died();
    }
}

void Minion::kill_agent() {
    const Turn turn(*this);
    witness_.count("agents killed");
    agent_.reset();
    gate_is_open = false;
    plan_nothing();
    break_questions();
    check_ledger();
}

void Minion::break_questions() {
    for (Question& question : std::exchange(questions, {}))
        timeline_.after(milliseconds(1), [answer = std::move(question.answer)] { answer(std::nullopt); });
}

// At a moment that the disk or a socket has chosen: the agent alone, or the whole machine.
void Minion::died() {
    kill_agent();
    if (timeline_.random.chance(0.3)) lose_power();
    timeline_.after(timeline_.random.mostly_short(milliseconds(500), seconds(60)), [this] {
        start_agent();
        start_salt();
    });
}

void Minion::turn() {
    if (!agent_) return;
    const Turn turn(*this);
    witness_.count("turns of agents");
    try {
        Poll poll;
        agent_->add_to(poll);
        agent_->step(poll, now());
        plan(std::max(agent_->next_step(now()), timeline_.now() + milliseconds(1)));
    } catch (const Killed&) {
        died();
    }
}

Duration Minion::gate_delay() {
    return timeline_.random.between(Duration(50), milliseconds(2));
}

// ---- salt-minion

void Minion::start_salt() {
    if (salt_is_up_) return;
    salt_is_up_ = true;
    salt_ = start_process();
    timeline_.after(timeline_.random.between(milliseconds(300), seconds(3)), [this] { look_into_queue(); });
}

void Minion::kill_salt(bool with_jobs) {
    if (salt_is_up_) end_process(salt_.pid);
    salt_is_up_ = false;
    recent_.clear();
    if (!with_jobs) return;
    while (!jobs_.empty())
        kill_a_job();
}

void Minion::kill_a_job() {
    if (jobs_.empty()) return;
    auto victim = std::next(jobs_.begin(), std::ptrdiff_t(timeline_.random.below(jobs_.size())));
    const std::shared_ptr<JobProcess> job = victim->second;
    jobs_.erase(victim);
    job->kill();
}

void Minion::lose_power() {
    witness_.count("power lost: minion");
    if (agent_) kill_agent();
    ++agents_;
    kill_salt(true);
    lose_processes();
}

void Minion::reboot() {
    if (timeline_.random.chance(0.1)) return;  // it takes long enough for the job to end
    lose_power();
    timeline_.after(timeline_.random.mostly_short(seconds(1), seconds(60)), [this] {
        start_salt();
        start_agent();
    });
}

void Minion::reinstall() {
    witness_.count("minions installed anew");
    lose_power();
    disk.databases.clear();
    disk.files.clear();
    queue_->take();
    disk.files[kPinned] = options_.key.public_key().pem();
    newest_.reset();
    witness_.ledger_begins(name(), timeline_.now());
}

void Minion::make_image() {
    if (!options_.has_gate) return;
    image_ = Image{disk.databases, disk.files};
    for (auto& [path, database] : image_->databases)
        database.open = 0;
}

bool Minion::can_go_back() const {
    if (!image_) return false;
    const auto found = image_->databases.find(ledger_directory(kDirectory));
    if (found == image_->databases.end()) return false;
    const auto& rows = found->second.tables.at("since");
    return std::all_of(options_.masters.begin(), options_.masters.end(), [&](const Master* master) {
        const auto ledger = rows.find("i");
        const auto then = rows.find("k" + master->name());
        const auto known = master->known_ledger(name());
        if (!known || ledger == rows.end() || then == rows.end()) return false;
        // Another one has spoken since, or this one with a higher number, with which the row begins.
        const std::string number = then->second.substr(0, kNumberSize);
        return ledger->second != known->ledger || number_of(number) < known->number;
    });
}

void Minion::go_back() {
    witness_.count("minions rolled back");
    lose_power();
    disk.databases = image_->databases;
    disk.files = image_->files;
    witness_.ledger_goes_back(name(), timeline_.now());
}

void Minion::install_gate() {
    if (options_.has_gate) return;
    witness_.count("gates installed");
    options_.has_gate = true;
    witness_.ledger_begins(name(), timeline_.now());
    start_agent();
}

void Minion::release_a_job() {
    if (!options_.has_gate) return;
    const Turn turn(*this);
    const Disk::Calm calm(disk);
    const Disk::OtherProcess other(disk);
    auto ledger = Ledger::open(
        {.directory = ledger_directory(kDirectory), .size = options_.ledger_size, .rerun = options_.rerun});
    if (!ledger) throw Broken{"the ledger of " + name() + " cannot be opened: " + ledger.error().text};
    std::optional<Jid> interrupted;
    auto found = ledger->scan([&](const Entry& entry) {
        const Jid& jid = entry.claim.jid;
        if (ledger->state(jid).value_or(JobState::unknown) == JobState::interrupted) interrupted = jid;
        return !interrupted || timeline_.random.chance(0.5);
    });
    if (!found || !interrupted || !ledger->permit(*interrupted)) return;
    witness_.count("jobs released on their minion");
    witness_.permitted(name(), interrupted->text());
}

void Minion::receive(const Job& job, Master& master, bool again) {
    if (!salt_is_up_) return;
    witness_.count("publications that arrived");
    if (!again && witness_.rivals.arrived(name(), job.jid, timeline_.now()))
        witness_.count("arrived again: " + job.way);
    if (!again && options_.remembered_jids > 0) {
        if (std::find(recent_.begin(), recent_.end(), job.jid) != recent_.end()) return;
        recent_.push_back(job.jid);
        if (recent_.size() > options_.remembered_jids) recent_.pop_front();
    }
    start_job(job, master, proto::Via::live, nullptr);
}

// ---- its job queue

bool Minion::lists(const Jid& jid) const {
    return std::any_of(jobs_.begin(), jobs_.end(), [&](const auto& job) {
        return job.second->jid() == jid.text() && !job.second->has_returned();
    });
}

void Minion::look_into_queue() {
    if (!salt_is_up_ || !options_.has_queue) return;
    for (const auto& [master, load] : queue_->take())
        take(master, load);
}

void Minion::take(const std::string& master, const std::string& load) {
    MsgpackField top[] = {{"job_retry"}, {"jid"}};
    MsgpackField mark[] = {{"offer"}, {"probe"}};
    if (!read_msgpack_fields(load, top) || !read_msgpack_fields(top[0].raw, mark))
        throw Broken{"salt-minion of " + name() + " cannot read what is in its queue"};
    const std::string offer(MsgpackView(mark[0].raw).text().value_or(""));
    if (!mark[1].raw.empty()) {
        witness_.count("probes of the gate");
        const auto jid = Jid::parse(MsgpackView(top[1].raw).text().value_or(""));
        return answer_probe({*jid, offer, proto::LateStep::active, "", "3008.4", false});
    }
    Master& from = **std::find_if(options_.masters.begin(), options_.masters.end(),
                                  [&](const Master* one) { return one->name() == master; });
    const std::optional<Job> known = from.read_job(load);
    if (!known) throw Broken{"salt-minion of " + name() + " cannot read a late job"};
    witness_.count("late jobs in salt-minion");
    start_job(*known, from, proto::Via::pending, nullptr, offer);
}

void Minion::answer_probe(const proto::LateRequest& answer) {
    if (!gate_is_open) return;
    questions.push_back({proto::encode(answer), salt_.pid, [](const std::optional<proto::GateReply>&) {}});
    wake();
}

void Minion::start_job(const Job& job, Master& master, proto::Via via,
                       std::function<void(proto::Outcome, std::string)> done, const std::string& offer) {
    const auto time = Jid::parse(job.jid)->time();
    if (time) newest_ = std::max(newest_.value_or(*time), *time);
    auto process = std::make_shared<JobProcess>(*this, job, master, via, std::move(done), offer);
    jobs_[process->pid()] = process;
    process->start();
}

void Minion::ended(pid_t job) {
    end_process(job);
    const auto found = jobs_.find(job);
    if (found == jobs_.end()) return;
    // Not at once: it is this process that calls.
    timeline_.after(Duration(0), [process = found->second] {});
    jobs_.erase(found);
}

// ---- the worker

void Minion::give_to_worker(const std::string& master, const proto::WorkerJob& job) {
    if (worker_is_busy_) throw Broken{"two jobs are in the worker of minion " + name()};
    worker_is_busy_ = true;
    const std::uint64_t mine = agents_;
    const auto end = [this, mine, jid = job.jid](bool reached, proto::Outcome outcome,
                                                 const std::string& text) {
        if (mine != agents_) return;  // nobody listens any more
        worker_is_busy_ = false;
        ended_ = WorkerProcess::Ended{{jid, outcome, text}, reached};
        wake();
    };
    const bool loaded = std::exchange(worker_master_, master) == master;
    const Duration load = timeline_.random.between(milliseconds(900), seconds(4));
    timeline_.after(loaded ? milliseconds(5) : load, [this, mine, end, master, job] {
        if (mine != agents_) return;
        if (timeline_.random.chance(0.01)) {
            worker_master_.reset();
            return end(false, proto::Outcome::failed, "the worker ended before it was ready");
        }
        Master& from = **std::find_if(options_.masters.begin(), options_.masters.end(),
                                      [&](const Master* one) { return one->name() == master; });
        const std::optional<Job> known = from.read_job(job.load);
        if (!known) return end(true, proto::Outcome::invalid, "the stored load cannot be read");
        witness_.count("pending jobs run");
        start_job(*known, from, proto::Via::pending,
                  [end](proto::Outcome outcome, const std::string& text) { end(true, outcome, text); });
    });
}

// ---- promises

Ledger Minion::read_ledger() {
    auto ledger = Ledger::open({.directory = ledger_directory(kDirectory), .size = options_.ledger_size});
    if (!ledger) throw Broken{"the ledger of " + name() + " cannot be opened: " + ledger.error().text};
    return std::move(*ledger);
}

void Minion::check_ledger() {
    if (!options_.has_gate) return;
    const Turn turn(*this);
    const Disk::Calm calm(disk);
    const Ledger ledger = read_ledger();
    std::vector<Witness::Function> forgotten;
    for (const auto& function : witness_.granted) {
        const auto& [minion, text, index] = function;
        if (minion != name()) continue;
        const Jid jid = *Jid::parse(text);
        const auto entries = ledger.look_up(jid);
        if (!entries) throw Broken{"the ledger of " + name() + " cannot be read: " + entries.error().text};
        const auto entry = std::find_if(entries->begin(), entries->end(),
                                        [&, at = index](const Entry& one) { return one.claim.index == at; });
        if (entry == entries->end()) {
            const JobState state = ledger.state(jid).value_or(JobState::unknown);
            const bool one_is_left = !entries->empty();  // of several functions
            if (!jid.time() || (state != JobState::too_old && state != JobState::permitted && !one_is_left))
                throw Broken{"job " + text + " was granted on " + name() +
                             ", and its ledger would let it in"};
            forgotten.push_back(function);
            continue;
        }
        if (witness_.finished.contains(function) && entry->state != EntryState::finished)
            throw Broken{"job " + text + " finished on " + name() + ", and its ledger has forgotten that"};
    }
    newest_forgotten(ledger);
    witness_.count("entries forgotten", forgotten.size());
    for (const auto& function : forgotten)
        witness_.granted.erase(function);
}

std::optional<JidTime> Minion::newest_forgotten(const Ledger& ledger) {
    const auto stats = ledger.stats();
    if (!stats) throw Broken{"the ledger of " + name() + " cannot be read: " + stats.error().text};
    std::optional<JidTime> newest;
    for (const auto& [master, text] : stats->floors) {
        if (!witness_.has_asked(name(), text))
            throw Broken{"the ledger of " + name() + " has forgotten job " + text + ", which it never had"};
        const JidTime time = *Jid::parse(text)->time();
        if (time > *newest_ - options_.keep)
            throw Broken{"the ledger of " + name() + " forgets what is younger than it is to keep"};
        newest = std::max(newest.value_or(time), time);
    }
    return newest;
}

void Minion::check_floor(const std::string& jid) {
    const Turn turn(*this);
    const Disk::Calm calm(disk);
    const Disk::OtherProcess other(disk);
    const auto time = Jid::parse(jid)->time();
    const auto forgotten = newest_forgotten(read_ledger());
    if (!time || !forgotten || *time > *forgotten)
        throw Broken{"job " + jid + " is too old for " + name() +
                     ", whose ledger has only forgotten older ones"};
}

}  // namespace job_retry::simulate

// ---- what the agent takes for its gate's socket and its worker

namespace job_retry {

using simulate::Minion;

GateServer::GateServer(FileDescriptor listener, Gate& gate, const Limits& limits)
    : listener_(std::move(listener)), gate_(&gate), limits_(limits) {}

Result<GateServer> GateServer::listen(const std::filesystem::path&, Gate& gate, const Limits& limits) {
    Minion::here().gate_is_open = true;
    return GateServer(FileDescriptor(), gate, limits);
}

void GateServer::add_to(Poll&) {}

std::size_t GateServer::step(const Poll&, Now now) {
    Minion& minion = Minion::here();
    auto questions = std::exchange(minion.questions, {});
    if (questions.empty()) return 0;
    // What was asked and not answered when this process dies is a broken connection.
    struct Unanswered {
        Minion& minion;
        std::deque<Minion::Question>& questions;
        ~Unanswered() {
            for (auto& question : questions)
                if (question.answer) minion.questions.push_back(std::move(question));
        }
    } const unanswered{minion, questions};
    std::vector<Gate::Asked> asked;
    for (const auto& question : questions)
        asked.push_back({question.bytes, question.peer});
    const auto replies = gate_->answer(asked, now);
    for (std::size_t i = 0; i < questions.size(); ++i) {
        minion.disk.moment();
        minion.timeline().after(minion.gate_delay(), [answer = std::exchange(questions[i].answer, nullptr),
                                                      reply = replies[i]] { answer(reply); });
    }
    return replies.size();
}

std::optional<SteadyTime> GateServer::next_step() const {
    return std::nullopt;
}

bool WorkerProcess::can_start(Now now) const {
    return !job_ && (!not_before_ || *not_before_ <= now.steady);
}

void WorkerProcess::start(const std::string& master, const proto::WorkerJob& job, Now) {
    job_ = job;
    Minion::here().give_to_worker(master, job);
}

std::optional<WorkerProcess::Ended> WorkerProcess::step(Now now) {
    auto ended = Minion::here().take_ended();
    if (!ended) return ended;
    job_.reset();
    if (!ended->reached) not_before_ = now.steady + options_.first_back_off;
    return ended;
}

void WorkerProcess::stop() {}
void WorkerProcess::watch(Poll&) const {}

std::optional<SteadyTime> WorkerProcess::next_step(Now now) const {
    return not_before_ && *not_before_ > now.steady ? not_before_ : std::nullopt;
}

WorkerProcess::Status WorkerProcess::status(Now) const {
    return {};
}

}  // namespace job_retry
