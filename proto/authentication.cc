#include "proto/authentication.h"

#include <algorithm>
#include <utility>

namespace job_retry::proto {
namespace {

// One text for every reason: a stranger does not learn which minions there are.
Authenticator::Answer denied(std::string why, bool standalone) {
    const std::string list = standalone ? "master-shim key list" : "salt-key -L";
    return {
        ErrorReply{ErrorCode::denied,
                   "this minion's key is not accepted by the master, or the proof does not fit it; see `" +
                       list + "` on the master and the shim's log"},
        std::move(why), std::nullopt};
}

}  // namespace

Authenticator::Authenticator(const CurveKey& shim_key, AcceptedKey accepted_key, Options options)
    : shim_key_(shim_key), accepted_key_(std::move(accepted_key)), options_(std::move(options)) {}

Message Authenticator::challenge(const Peer& peer, const Hello& hello, std::string nonce, Now now) {
    const auto earlier = half_open_by_connection_.find(peer.connection);
    if (earlier != half_open_by_connection_.end()) take_half_open(earlier->second);
    while (!half_open_.empty() &&
           (half_open_.front().until < now.steady || half_open_.size() >= options_.max_half_open))
        take_half_open(half_open_.begin());

    half_open_.push_back({peer, hello, std::move(nonce), now.steady + options_.proof_within});
    HalfOpen& entry = half_open_.back();
    if (!options_.offers) entry.hello.public_key.clear();
    half_open_by_connection_[peer.connection] = std::prev(half_open_.end());
    return Challenge{entry.nonce};
}

Authenticator::Answer Authenticator::judge(const Peer& peer, const Proof& proof, Now now) {
    const auto found = half_open_by_connection_.find(peer.connection);
    if (found == half_open_by_connection_.end())
        return {ErrorReply{ErrorCode::not_authenticated, "hello first"}, "a proof without a challenge", {}};
    const HalfOpen half_open = take_half_open(found->second);

    const std::string& minion = half_open.hello.minion;
    if (half_open.until < now.steady)
        return {ErrorReply{ErrorCode::not_authenticated, "the challenge has expired, hello again"},
                "the proof of " + minion + " came too late",
                {}};
    if (half_open.peer.client_key != peer.client_key)
        return denied("the proof of " + minion + " came with another CURVE key than its hello",
                      options_.offers);
    if (proof.minion != minion)
        return denied("the hello was for " + minion + ", the proof for " + proof.minion, options_.offers);

    const std::string text = handshake_text(
        {minion, half_open.hello.nonce, half_open.nonce, half_open.peer.client_key, shim_key_});
    // The mark first: if the key is replaced in between, the next recheck() tells.
    std::string mark = key_mark(minion).value_or("");
    const std::optional<RsaPublicKey> accepted = accepted_key_(minion);
    if (accepted && accepted->verify(text, proof.signature)) {
        admit(peer, minion, std::move(mark));
        return {Welcome{minion, now.wall}, {}, std::nullopt};
    }

    Answer answer = denied(accepted ? "the proof of " + minion + " does not fit its accepted key"
                                    : "no accepted key for " + minion,
                           options_.offers);
    if (!half_open.hello.public_key.empty()) {
        Result<RsaPublicKey> offered = RsaPublicKey::from_pem(half_open.hello.public_key);
        // Only who holds a key may offer it.
        if (offered && offered->verify(text, proof.signature)) answer.offered = std::move(*offered);
    }
    return answer;
}

void Authenticator::admit(const Peer& peer, const std::string& minion, std::string key) {
    forget(peer.connection);
    std::vector<std::string>& connections = connections_[minion];
    // A connection that has died in silence is known only by its successors.
    while (!connections.empty() && connections.size() >= options_.max_connections) {
        sessions_.erase(connections.front());
        connections.erase(connections.begin());
    }
    connections.push_back(peer.connection);
    sessions_[peer.connection] = {minion, peer.client_key, std::move(key)};
}

std::optional<std::string> Authenticator::minion_of(const std::string& connection,
                                                    const CurveKey& client_key) const {
    const auto session = sessions_.find(connection);
    if (session == sessions_.end() || session->second.client_key != client_key) return std::nullopt;
    return session->second.minion;
}

std::vector<std::string> Authenticator::connections_of(const std::string& minion) const {
    const auto found = connections_.find(minion);
    return found != connections_.end() ? found->second : std::vector<std::string>();
}

void Authenticator::forget(const std::string& connection) {
    const auto half_open = half_open_by_connection_.find(connection);
    if (half_open != half_open_by_connection_.end()) take_half_open(half_open->second);

    const auto session = sessions_.find(connection);
    if (session == sessions_.end()) return;
    const auto of_minion = connections_.find(session->second.minion);
    std::erase(of_minion->second, connection);
    if (of_minion->second.empty()) connections_.erase(of_minion);
    sessions_.erase(session);
}

bool Authenticator::drop(const std::string& minion) {
    const std::vector<std::string> connections = connections_of(minion);
    for (const std::string& connection : connections)
        forget(connection);
    return !connections.empty();
}

std::optional<std::string> Authenticator::key_mark(const std::string& minion) const {
    if (options_.key_mark) return options_.key_mark(minion);
    const std::optional<RsaPublicKey> accepted = accepted_key_(minion);
    if (!accepted) return std::nullopt;
    const Sha256 fingerprint = accepted->fingerprint();
    return std::string(fingerprint.begin(), fingerprint.end());
}

std::vector<std::string> Authenticator::recheck() {
    std::vector<std::string> gone;
    for (const auto& [minion, connections] : connections_) {
        const std::optional<std::string> mark = key_mark(minion);
        const auto still_proven = [&](const std::string& connection) {
            return mark == sessions_.at(connection).key;
        };
        if (!std::all_of(connections.begin(), connections.end(), still_proven)) gone.push_back(minion);
    }
    for (const std::string& minion : gone)
        drop(minion);
    return gone;
}

Authenticator::HalfOpen Authenticator::take_half_open(std::list<HalfOpen>::iterator entry) {
    half_open_by_connection_.erase(entry->peer.connection);
    HalfOpen taken = std::move(*entry);
    half_open_.erase(entry);
    return taken;
}

Introduction::Introduction(Identity identity, const CurveKey& agent_key, const CurveKey& shim_key)
    : identity_(std::move(identity)), agent_key_(agent_key), shim_key_(shim_key) {}

Hello Introduction::start(std::string nonce) {
    nonce_ = std::move(nonce);
    state_ = State::hello;
    return {identity_.minion, nonce_,
            identity_.offer_public_key ? identity_.key.public_key().pem() : std::string()};
}

Result<Proof> Introduction::answer(const Challenge& challenge) {
    if (state_ != State::hello) return fail(Errc::conflict, "a challenge that was not asked for");
    state_ = State::proof;
    return Proof{identity_.minion, identity_.key.sign(handshake_text(
                                       {identity_.minion, nonce_, challenge.nonce, agent_key_, shim_key_}))};
}

Result<void> Introduction::accept(const Welcome& welcome) {
    if (state_ != State::proof) return fail(Errc::conflict, "a welcome that was not asked for");
    if (welcome.minion != identity_.minion)
        return fail(Errc::denied, "the shim takes this minion for " + welcome.minion);
    state_ = State::welcome;
    return {};
}

}  // namespace job_retry::proto
