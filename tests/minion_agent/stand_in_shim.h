// A shim for the agent's tests: real sockets, the real handshake, and a pending list that the test fills. It
// answers as proto/PROTOCOL.md says and remembers what it was told. What it hands out is signed; a test that
// wants a shim that lies changes it on its way out.

#pragma once

#include <catch2/catch.hpp>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "proto/authentication.h"
#include "proto/handshake.h"
#include "proto/messages.h"
#include "proto/publication.h"
#include "runtime/clock.h"
#include "runtime/rsa_key.h"
#include "runtime/transport.h"

namespace job_retry::test {

inline std::uint16_t port_of(const std::string& endpoint) {
    return static_cast<std::uint16_t>(std::stoi(endpoint.substr(endpoint.rfind(':') + 1)));
}

class StandInShim {
  public:
    StandInShim(Transport& transport, RsaPrivateKey master_key, std::uint64_t serial = 1)
        : transport_(transport), master_key_(std::move(master_key)) {
        auto key_server = KeyServer::bind("tcp://127.0.0.1:*");
        REQUIRE(key_server);
        key_server_.emplace(std::move(*key_server));
        start(serial, "tcp://127.0.0.1:*");
    }

    // The same ports with another CURVE key and no sessions.
    void restart(std::uint64_t serial) {
        const std::string endpoint = router_->endpoint();
        router_.reset();
        start(serial, endpoint);
    }
    // The same key, in another statement.
    void sign_again(std::uint64_t serial) { serial_ = serial; }
    // The same key and ports, but every session is forgotten.
    void forget_sessions() { authenticator_.emplace(keys_.public_key, accepts()); }

    std::uint16_t port() const { return port_of(router_->endpoint()); }
    std::uint16_t key_port() const { return port_of(key_server_->endpoint()); }

    void turn() {
        while (auto request = key_server_->receive(Now::read().steady)) {
            if (!proto::is_key_request(request->payload)) continue;
            if (key_requests++ < unanswered_key_requests) continue;
            auto statement = proto::make_key_statement(keys_.public_key, serial_, master_key_);
            if (show_public_key) statement.public_key = master_key_.public_key().pem();
            key_server_->send(request->connection, proto::encode(statement));
        }
        while (auto message = router_->receive())
            answer(*message);
    }
    void watch(Poll& poll) const {
        poll.add_fd(key_server_->fd());
        poll.add_socket(router_->handle());
    }
    void notify() {
        for (const auto& connection : connections_)
            send(connection, proto::Notify{});
    }
    void send_raw(const std::string& bytes) {
        for (const auto& connection : connections_)
            router_->send(connection, bytes);
    }

    std::map<std::string, RsaPublicKey> accepted;  // by minion id
    std::optional<proto::ErrorReply> refuse_with;  // instead of a challenge
    bool show_public_key = false;
    bool accept_offers = false;
    bool answers_takes = true;
    std::map<Jid, std::string> owed;                                       // JID, load
    std::function<void(proto::Message&)> tamper = [](proto::Message&) {};  // with each answer
    std::size_t clocks = 0;
    bool says_behind = false;              // with the next list, once
    std::vector<proto::LedgerMark> marks;  // of lists and takes
    std::set<std::string> held;            // JIDs whose return the master holds
    std::vector<proto::Report> reports;
    std::vector<proto::Confirm> confirms;
    std::size_t key_requests = 0;
    std::size_t unanswered_key_requests = 0;  // the first ones
    std::size_t lists = 0;
    std::size_t takes = 0;
    std::size_t hellos = 0;

  private:
    void start(std::uint64_t serial, const std::string& endpoint) {
        keys_ = CurveKeyPair::generate();
        serial_ = serial;
        // The socket before this one gives its port back in a thread of ZeroMQ's.
        const SteadyTime end = Now::read().steady + std::chrono::seconds(120);
        auto router = RouterSocket::bind(transport_, endpoint, keys_);
        while (!router && Now::read().steady < end)
            router = RouterSocket::bind(transport_, endpoint, keys_);
        REQUIRE(router);
        router_.emplace(std::move(*router));
        connections_.clear();
        forget_sessions();
    }
    proto::Authenticator::AcceptedKey accepts() {
        return [this](const std::string& minion) -> std::optional<RsaPublicKey> {
            auto at = accepted.find(minion);
            return at == accepted.end() ? std::nullopt : std::optional(at->second);
        };
    }
    void send(const std::string& connection, proto::Message message) {
        tamper(message);
        router_->send(connection, proto::encode(message).value());
    }
    void answer(const RouterSocket::Message& from) {
        auto message = proto::decode(from.payload);
        REQUIRE(message);
        const proto::Authenticator::Peer peer{from.connection, from.client_key};
        if (const auto* hello = std::get_if<proto::Hello>(&*message)) {
            ++hellos;
            if (refuse_with) return send(from.connection, *refuse_with);
            if (accept_offers && !hello->public_key.empty())
                accepted.emplace(hello->minion, *RsaPublicKey::from_pem(hello->public_key));
            const auto now = Now::read();
            return send(from.connection,
                        authenticator_->challenge(peer, *hello, random_bytes(proto::kNonceSize), now));
        }
        if (const auto* proof = std::get_if<proto::Proof>(&*message)) {
            connections_.insert(from.connection);
            return send(from.connection, authenticator_->judge(peer, *proof, Now::read()).reply);
        }
        const auto minion = authenticator_->minion_of(from.connection, from.client_key);
        if (!minion) {
            return send(from.connection,
                        proto::ErrorReply{proto::ErrorCode::not_authenticated, "say hello first"});
        }
        serve(from.connection, *minion, *message);
    }
    // Published now, to this minion and two others.
    proto::JobLoad published(const Jid& jid, const std::string& load, const std::string& minion) {
        const proto::Audience audience("a secret", {"another", minion, "a third"});
        proto::JobLoad job{jid, load, Now::read().wall, audience.place(1), {}};
        job.signature =
            proto::sign(proto::Publication{jid, sha256(load), audience.root(), job.published}, master_key_);
        return job;
    }
    void serve(const std::string& connection, const std::string& minion, const proto::Message& message) {
        if (const auto* list = std::get_if<proto::List>(&message); list != nullptr && list->mark)
            marks.push_back(*list->mark);
        if (const auto* take = std::get_if<proto::Take>(&message); take != nullptr && take->mark)
            marks.push_back(*take->mark);
        if (std::holds_alternative<proto::List>(message) && std::exchange(says_behind, false))
            return send(connection, proto::PendingList{{}, false, marks.back().mark});
        if (std::holds_alternative<proto::List>(message)) {
            ++lists;
            proto::PendingList list;
            for (const auto& [jid, load] : owed)
                list.jobs.push_back({jid, "test.echo", Now::read().wall, 0});
            send(connection, list);
        } else if (const auto* take = std::get_if<proto::Take>(&message)) {
            ++takes;
            if (!answers_takes) return;
            auto at = owed.find(take->jid);
            if (at == owed.end()) return send(connection, proto::Gone{take->jid, "returned"});
            send(connection, published(take->jid, at->second, minion));
        } else if (const auto* report = std::get_if<proto::Report>(&message)) {
            reports.push_back(*report);
            if (report->state != proto::Reported::running) owed.erase(report->jid);
            send(connection, proto::Ack{report->jid, report->state});
        } else if (const auto* clock = std::get_if<proto::Clock>(&message)) {
            ++clocks;
            const WallTime time = Now::read().wall;
            send(connection,
                 proto::ClockStatement{
                     time, proto::sign(proto::MasterClock{minion, clock->nonce, time}, master_key_)});
        } else if (const auto* confirm = std::get_if<proto::Confirm>(&message)) {
            confirms.push_back(*confirm);
            proto::Held answer;
            for (const Jid& jid : confirm->jids) {
                if (held.count(jid.text()) > 0) answer.jids.push_back(jid);
            }
            send(connection, answer);
        }
    }

    Transport& transport_;
    RsaPrivateKey master_key_;
    CurveKeyPair keys_{};
    std::uint64_t serial_ = 0;
    std::optional<KeyServer> key_server_;
    std::optional<RouterSocket> router_;
    std::optional<proto::Authenticator> authenticator_;
    std::set<std::string> connections_;
};

}  // namespace job_retry::test
