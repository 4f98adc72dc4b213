#include "simulate/hostile.h"

#include <algorithm>
#include <array>
#include <type_traits>

#include "proto/handshake.h"
#include "proto/publication.h"

namespace job_retry::simulate {

using std::chrono::milliseconds;
using std::chrono::seconds;

namespace {

constexpr std::size_t kSaid = 256;
constexpr int kLines = 4;  // to each shim

std::string encoded(const proto::Message& message) {
    return proto::encode(message).value_or("");
}

CurveKey key_of(const Network& network, const std::string& endpoint) {
    for (const auto& [number, router] : network.routers)
        if (router->endpoint == endpoint) return router->key;
    return {};
}

}  // namespace

Hostile::Hostile(Timeline& timeline, Network& network, Witness& witness, Options options,
                 Forgeries& forgeries)
    : Machine(timeline, kName),
      network_(network),
      witness_(witness),
      options_(std::move(options)),
      forgeries_(forgeries) {
    for (Master* master : options_.masters) {
        master->keys.accept(kName, options_.key.public_key());
        master->hostile = kName;
        for (int i = 0; i < kLines; ++i) {
            const std::string endpoint = "tcp://" + master->name() + ":4507";
            lines_.push_back(std::make_unique<Line>(
                Line{master,
                     i < 2,
                     network.next_number++,
                     {this, master->name(), endpoint, {}, network.fresh_keys(), {}, {}, {}},
                     kName,
                     {}}));
            Line& line = *lines_.back();
            network_.dealers[line.number] = &line.dealer;
            network_.connect_later(line.number);
        }
    }
}

Hostile::~Hostile() {
    for (const auto& line : lines_)
        network_.dealers.erase(line->number);
}

std::uint64_t Hostile::arrived() const {
    std::uint64_t arrived = 0;
    for (const auto& line : lines_)
        arrived += line->dealer.arrived;
    return arrived;
}

// ---- what it hears

void Hostile::turn() {
    const Turn turn(*this);
    for (const auto& line : lines_) {
        for (const auto change : std::exchange(line->dealer.changes, {}))
            if (change == DealerSocket::Link::connected) hello(*line);
        for (const std::string& payload : std::exchange(line->dealer.inbox, {})) {
            const auto message = proto::decode(payload);
            if (!message) throw Broken{"a shim says what is no message: " + message.error().text};
            hear(*line, *message);
        }
    }
}

void Hostile::hear(Line& line, const proto::Message& message) {
    std::visit(
        [&](const auto& told) {
            using Type = std::decay_t<decltype(told)>;
            if constexpr (std::is_same_v<Type, proto::Challenge>) {
                prove(line, told);
            } else if constexpr (std::is_same_v<Type, proto::Welcome>) {
                witness_.count("hostile: is welcomed as itself");
                if (told.minion != kName) throw Broken{"the hostile minion is welcomed as " + told.minion};
            } else if constexpr (std::is_same_v<Type, proto::PendingList> ||
                                 std::is_same_v<Type, proto::JobLoad> || std::is_same_v<Type, proto::Held> ||
                                 std::is_same_v<Type, proto::Gone>) {
                if (!line.master->database_lies) judge(line, told);
            } else if constexpr (std::is_same_v<Type, proto::ErrorReply>) {
                witness_.count("hostile: is refused: " + std::string(proto::to_text(told.code)));
                if (told.code == proto::ErrorCode::denied) refusals_.insert(told.text);
                if (refusals_.size() > 1) throw Broken{"a refusal tells which minions there are"};
                const bool again = told.code == proto::ErrorCode::not_authenticated && line.honest;
                if (again && timeline_.random.chance(0.1)) hello(line);
            }
        },
        message);
}

void Hostile::must_be_its_own(const Line& line, const Jid& jid, const std::string& what) const {
    if (witness_.was_published({line.master->name(), kName, jid.text()})) return;
    throw Broken{"the hostile minion is told " + what + " of job " + jid.text() +
                 ", which was not published to it"};
}

void Hostile::judge(const Line& line, const proto::PendingList& list) const {
    witness_.count("hostile: is told its list");
    for (const auto& item : list.jobs)
        must_be_its_own(line, item.jid, "on its list");
}

void Hostile::judge(const Line& line, const proto::JobLoad& job) const {
    witness_.count("hostile: is handed a job of its own");
    const auto known = line.master->read_job(job.load);
    if (!known || !witness_.was_published({line.master->name(), kName, job.jid.text()}, known->digest))
        throw Broken{"the hostile minion is handed job " + job.jid.text() +
                     ", which was not published to it"};
    const auto root = proto::root_of(kName, job.place);
    const proto::Publication what{job.jid, sha256(job.load), root.value_or(Sha256{}), job.published};
    if (!root || !proto::verify(what, job.signature, line.master->key().public_key()))
        throw Broken{"the hostile minion is handed a proof that is not its own, of job " + job.jid.text()};
}

void Hostile::judge(const Line& line, const proto::Held& held) const {
    for (const Jid& jid : held.jids)
        if (!line.master->cache.returns.contains({jid.text(), kName}))
            throw Broken{"the hostile minion is told of a return of job " + jid.text() +
                         " that is not its own"};
}

void Hostile::judge(const Line& line, const proto::Gone& gone) const {
    if (gone.state != "unknown") must_be_its_own(line, gone.jid, "what became");
}

// ---- what it says

void Hostile::say(std::size_t messages) {
    using Kind = std::string (Hostile::*)(Line&);
    static constexpr std::array<std::pair<const char*, Kind>, 10> kKinds = {
        {{"requests about anybody's jobs", &Hostile::request},
         {"requests about anybody's jobs", &Hostile::request},
         {"requests about anybody's jobs", &Hostile::request},
         {"requests about anybody's jobs", &Hostile::request},
         {"greetings in anybody's name", &Hostile::greeting},
         {"what a shim says", &Hostile::of_a_shim},
         {"what somebody has said before", &Hostile::recorded},
         {"mutated copies", &Hostile::mutated},
         {"huge and empty ones", &Hostile::excess},
         {"other versions and types", &Hostile::other_version}}};
    for (std::size_t i = 0; i < messages; ++i) {
        Line& line = *lines_[timeline_.random.below(lines_.size())];
        look_for_shim(line);
        if (line.dealer.connection.empty()) continue;
        const auto& [name, kind] = kKinds[timeline_.random.below(kKinds.size())];
        witness_.count("hostile messages: " + std::string(name));
        send(line, (this->*kind)(line));
    }
}

// It believes anybody who says that this is the shim's key.
void Hostile::look_for_shim(Line& line) {
    if (line.dealer.connection.empty()) line.dealer.server = key_of(network_, line.dealer.endpoint);
}

void Hostile::send(Line& line, const std::string& bytes) {
    if (bytes.size() > proto::kMaxRequest) return;  // the socket of the shim would cut it off
    said_.push_back(bytes);
    if (said_.size() > kSaid) said_.pop_front();
    network_.to_router(line.number, bytes);
    if (timeline_.random.chance(0.1)) network_.to_router(line.number, bytes);
}

void Hostile::hello(Line& line) {
    line.as = line.honest ? kName : other_name();
    line.nonce = bytes(proto::kNonceSize);
    send(line, encoded(proto::Hello{line.as, line.nonce, ""}));
}

void Hostile::prove(Line& line, const proto::Challenge& challenge) {
    proto::HandshakeParts parts{line.as, line.nonce, challenge.nonce, line.dealer.keys.public_key,
                                line.dealer.server};
    Random& random = timeline_.random;
    // What is signed, and whose it is said to be, need not agree.
    if (!line.honest && random.chance(0.3)) parts.minion = kName;
    if (random.chance(0.05)) parts.agent_nonce = bytes(proto::kNonceSize);
    const std::string as = !line.honest && random.chance(0.5) ? kName : line.as;
    send(line, encoded(proto::Proof{as, options_.key.sign(proto::handshake_text(parts))}));
}

Jid Hostile::some_jid(Line& line) {
    return *Jid::parse(forgeries_.some_jid(*line.master));
}

std::string Hostile::other_name() {
    return options_.others[timeline_.random.below(options_.others.size())];
}

std::string Hostile::bytes(std::size_t size) {
    std::string bytes(size, '\0');
    for (char& byte : bytes)
        byte = char(timeline_.random.below(256));
    return bytes;
}

proto::Report Hostile::report(const Jid& jid) {
    Random& random = timeline_.random;
    const auto now = std::uint64_t(this->now().wall.time_since_epoch().count());
    const std::array<std::uint64_t, 4> numbers = {0, 1, now, ~std::uint64_t{0}};
    return {jid, proto::Reported(random.below(5)), std::int64_t(random.below(3)) - 1, "forged",
            numbers[random.below(numbers.size())]};
}

std::string Hostile::request(Line& line) {
    Random& random = timeline_.random;
    switch (random.below(6)) {
        case 0:
            return encoded(proto::List{random.chance(0.5) ? std::optional(some_jid(line)) : std::nullopt});
        case 1: {
            proto::Confirm confirm;
            for (std::uint64_t i = 0, end = 1 + random.below(5); i < end; ++i)
                confirm.jids.push_back(some_jid(line));
            return encoded(confirm);
        }
        case 2:
            return encoded(proto::Clock{bytes(proto::kNonceSize)});
        case 3:
        case 4:
            return encoded(report(some_jid(line)));
        default:
            return encoded(proto::Take{some_jid(line)});
    }
}

std::string Hostile::greeting(Line& line) {
    Random& random = timeline_.random;
    if (random.chance(0.7)) return encoded(proto::Proof{other_name(), bytes(256)});
    // Now and then: each is answered by a signature of its own.
    line.as = line.honest ? kName : other_name();
    line.nonce = bytes(proto::kNonceSize);
    return encoded(
        proto::Hello{line.as, line.nonce, random.chance(0.1) ? options_.key.public_key().pem() : ""});
}

std::string Hostile::of_a_shim(Line& line) {
    const Jid jid = some_jid(line);
    switch (timeline_.random.below(6)) {
        case 0:
            return encoded(proto::Welcome{other_name(), now().wall});
        case 1:
            return encoded(proto::PendingList{{{jid, "cmd.run", now().wall, 0, "", true}}, false});
        case 2:
            return encoded(
                proto::JobLoad{jid, Forgeries::load(jid.text(), "publish"), now().wall, {}, bytes(256)});
        case 3:
            return encoded(proto::Ack{jid, proto::Reported::finished});
        case 4:
            return encoded(proto::ClockStatement{now().wall, bytes(256)});
        default:
            return encoded(proto::Notify{});
    }
}

std::string Hostile::recorded(Line&) {
    const std::deque<std::string>& of = timeline_.random.chance(0.5) ? said_ : network_.overheard;
    return of.empty() ? "" : of[timeline_.random.below(of.size())];
}

std::string Hostile::mutated(Line& line) {
    Random& random = timeline_.random;
    std::string one = random.chance(0.5) ? recorded(line) : request(line);
    for (std::uint64_t i = 0, times = 1 + random.below(4); i < times && !one.empty(); ++i) {
        const std::size_t at = random.below(one.size());
        switch (random.below(5)) {
            case 0:
                one[at] = char(one[at] ^ (1 << random.below(8)));
                break;
            case 1:
                one.resize(at);
                break;
            case 2:
                one.insert(at, bytes(1 + random.below(8)));
                break;
            case 3:
                one.replace(at, 5, "\xdb\xff\xff\xff\xff", 5);  // a length that nobody has
                break;
            default:
                one += recorded(line);
        }
    }
    return one;
}

std::string Hostile::excess(Line& line) {
    switch (timeline_.random.below(4)) {
        case 0:
            return "";
        case 1:
            return bytes(timeline_.random.below(2000));
        case 2: {
            proto::Confirm confirm;
            while (confirm.jids.size() < proto::kMaxList)
                confirm.jids.push_back(
                    *Jid::parse(std::to_string(confirm.jids.size()) + std::string(120, 'x')));
            return encoded(confirm);
        }
        default: {
            proto::Report huge = report(some_jid(line));
            huge.reason.assign(proto::kMaxText, 'x');
            return encoded(huge);
        }
    }
}

// The version is the first value of every message, and its number is one byte.
std::string Hostile::other_version(Line& line) {
    std::string one = request(line);
    const auto version = one.find("\xa1v") + 2;
    if (version < one.size() && timeline_.random.chance(0.7))
        one[version] = char(timeline_.random.below(256));
    const auto type = one.find("\xa4type") + 5;
    if (type + 1 < one.size() && timeline_.random.chance(0.5)) one[type + 1] = 'z';
    return one;
}

}  // namespace job_retry::simulate
