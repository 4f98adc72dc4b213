#include "minion_agent/shim_link.h"

#include <algorithm>
#include <utility>

#include "runtime/log.h"
#include "runtime/rsa_key.h"

namespace job_retry {

namespace {

void earliest(std::optional<SteadyTime>& so_far, const std::optional<SteadyTime>& at) {
    if (at && (!so_far || *at < *so_far)) so_far = at;
}

bool due(const std::optional<SteadyTime>& at, Now now) {
    return at && *at <= now.steady;
}

}  // namespace

ShimLink::ShimLink(Transport& transport, Options options, MasterKey master_key, CurveKeyPair keys,
                   World world)
    : transport_(transport),
      options_(std::move(options)),
      master_key_(std::move(master_key)),
      keys_(keys),
      world_(std::move(world)) {}

std::chrono::microseconds ShimLink::back_off(int& failures) const {
    std::chrono::microseconds wait = options_.first_back_off;
    for (int i = 0; i < failures && wait < options_.longest_back_off; ++i)
        wait *= 2;
    ++failures;
    wait = std::min<std::chrono::microseconds>(wait, options_.longest_back_off);
    return std::chrono::duration_cast<std::chrono::microseconds>(wait * (0.75 + 0.5 * world_.random()));
}

// Said once; said again only when it is another one.
void ShimLink::note(std::string trouble) {
    if (trouble == trouble_) return;
    trouble_ = std::move(trouble);
    if (!trouble_.empty()) log::warning("master ", options_.host, ": ", trouble_);
}

// ---- the shim's key

void ShimLink::fetch(Now now) {
    fetch_at_.reset();
    key_client_.reset();
    auto client =
        KeyClient::connect(transport_, "tcp://" + options_.host + ":" + std::to_string(options_.key_port));
    if (!client) return fetch_later(now, client.error().text);
    key_client_.emplace(std::move(*client));
    key_client_->send(proto::encode_key_request());
    // Question or answer may be lost with the process at the other end, and nothing tells of it.
    int failures = failed_fetches_;
    const auto patience = std::max<std::chrono::microseconds>(options_.unanswered, back_off(failures));
    fetch_until_ = now.steady + std::min<std::chrono::microseconds>(patience, options_.unconnected);
}

void ShimLink::fetch_later(Now now, std::string trouble) {
    key_client_.reset();
    fetch_until_.reset();
    fetch_at_ = now.steady + back_off(failed_fetches_);
    note(std::move(trouble));
}

void ShimLink::fetched(const std::string& bytes, Now now) {
    auto statement = proto::decode_key_statement(bytes);
    if (!statement) {
        ++refused_;
        return fetch_later(now, "what its key port answers is no key: " + statement.error().text);
    }
    auto accepted = master_key_.accept(*statement);
    if (!accepted) {
        if (accepted.error().code == Errc::denied) ++refused_;
        return fetch_later(now, accepted.error().text);
    }
    failed_fetches_ = 0;
    key_client_.reset();
    fetch_until_.reset();
    if (!socket_ || shim_key_ != statement->shim_key) connect(*statement, now);
    if (phase_ == Phase::connecting && !hello_at_) fetch_at_ = now.steady + options_.unconnected;
}

void ShimLink::connect(const proto::KeyStatement& statement, Now now) {
    socket_.reset();
    phase_ = Phase::no_key;
    auto socket =
        DealerSocket::connect(transport_, "tcp://" + options_.host + ":" + std::to_string(options_.port),
                              statement.shim_key, keys_, {.max_message = proto::kMaxMessage});
    if (!socket) return fetch_later(now, socket.error().text);
    socket_.emplace(std::move(*socket));
    shim_key_ = statement.shim_key;
    phase_ = Phase::connecting;
    introduction_.reset();
    hello_at_.reset();
    answer_until_.reset();
}

// ---- the handshake

void ShimLink::say_hello(Now now) {
    hello_at_.reset();
    auto identity = world_.identity();
    if (!identity) return hello_later(now, identity.error().text);
    introduction_.emplace(std::move(*identity), keys_.public_key, shim_key_);
    phase_ = Phase::hello;
    answer_until_ = now.steady + options_.unanswered;
    say(introduction_->start(random_bytes(proto::kNonceSize)));
}

void ShimLink::hello_later(Now now, std::string trouble) {
    phase_ = Phase::connecting;
    introduction_.reset();
    answer_until_.reset();
    hello_at_ = now.steady + back_off(failed_hellos_);
    note(std::move(trouble));
}

void ShimLink::lost(Happened& happened) {
    if (phase_ == Phase::welcome) {
        happened.lost = true;
        happened.messages.clear();
    }
    happened.authenticated = false;
    if (phase_ != Phase::no_key) phase_ = Phase::connecting;
    introduction_.reset();
    hello_at_.reset();
    answer_until_.reset();
}

void ShimLink::handle(proto::Message message, Happened& happened, Now now) {
    if (const auto* error = std::get_if<proto::ErrorReply>(&message)) {
        const bool ours = phase_ != Phase::welcome || error->code == proto::ErrorCode::not_authenticated ||
                          error->code == proto::ErrorCode::denied || error->code == proto::ErrorCode::version;
        if (!ours) return happened.messages.push_back(std::move(message));
        lost(happened);
        return refused(*error, now);
    }
    if (phase_ == Phase::hello && std::holds_alternative<proto::Challenge>(message)) {
        auto proof = introduction_->answer(std::get<proto::Challenge>(message));
        if (!proof) return hello_later(now, proof.error().text);
        phase_ = Phase::proof;
        proof_at_ = now.steady;
        answer_until_ = now.steady + options_.unanswered;
        say(std::move(*proof));
    } else if (phase_ == Phase::proof && std::holds_alternative<proto::Welcome>(message)) {
        auto accepted = introduction_->accept(std::get<proto::Welcome>(message));
        if (!accepted) return hello_later(now, accepted.error().text);
        phase_ = Phase::welcome;
        answer_until_.reset();
        fetch_at_.reset();
        failed_hellos_ = 0;
        note("");
        log::info("master ", options_.host, ": its shim knows this minion");
        happened.authenticated = true;
        // It looked at its clock somewhen in between.
        happened.master_time = std::get<proto::Welcome>(message).time + (now.steady - proof_at_);
    } else if (phase_ == Phase::welcome) {
        happened.messages.push_back(std::move(message));
    }
}

void ShimLink::refused(const proto::ErrorReply& error, Now now) {
    switch (error.code) {
        case proto::ErrorCode::not_authenticated:
            // It has restarted, or it has just forgotten us: at once, unless that was no use.
            if (failed_hellos_ > 0) return hello_later(now, "its shim asks who this is: " + error.text);
            ++failed_hellos_;
            hello_at_ = now.steady;
            return;
        case proto::ErrorCode::version:
            return hello_later(now, "its shim speaks another version of the protocol: " + error.text +
                                        "; install shim and agent of the same release");
        case proto::ErrorCode::denied:
            return hello_later(now, "its shim does not let this minion in: " + error.text);
        default:
            return hello_later(now, "its shim could not answer: " + error.text);
    }
}

// ---- turning

ShimLink::Happened ShimLink::step(Now now, std::size_t most) {
    Happened happened;
    if (due(fetch_at_, now)) fetch(now);
    if (key_client_) {
        const auto bytes = key_client_->receive();
        if (!bytes) {
            ++refused_;
            fetch_later(now, bytes.error().text);
        } else if (*bytes) {
            fetched(**bytes, now);
        } else if (due(fetch_until_, now)) {
            ++failed_fetches_;
            if (!socket_)
                note("nothing answers at its port " + std::to_string(options_.key_port) +
                     "; is master-shim running there?");
            fetch(now);
        }
    }
    if (!socket_) return happened;
    for (const DealerSocket::Link change : socket_->link_changes()) {
        lost(happened);
        if (change == DealerSocket::Link::connected) {
            hello_at_ = now.steady;
        } else if (!key_client_) {
            fetch_at_ = now.steady + options_.unconnected;
        }
    }
    for (std::size_t i = 0; i < most; ++i) {
        auto bytes = socket_->receive();
        if (!bytes) break;
        auto message = proto::decode(*bytes);
        if (message) {
            handle(std::move(*message), happened, now);
        } else {
            ++refused_;
            note("its shim sends what is no message: " + message.error().text);
        }
    }
    if (due(answer_until_, now)) hello_later(now, "its shim does not answer the handshake");
    if (due(hello_at_, now)) say_hello(now);
    return happened;
}

void ShimLink::send(const proto::Message& message) {
    if (authenticated()) say(message);
}

void ShimLink::say(const proto::Message& message) {
    const auto bytes = proto::encode(message);
    if (!bytes) return log::error("master ", options_.host, ": ", bytes.error().text);
    socket_->send(*bytes);
}

void ShimLink::watch(Poll& poll) const {
    if (key_client_) poll.add_socket(key_client_->handle());
    if (!socket_) return;
    poll.add_socket(socket_->handle());
    poll.add_socket(socket_->monitor_handle());
}

std::optional<SteadyTime> ShimLink::next_step() const {
    std::optional<SteadyTime> next;
    for (const auto& at : {fetch_at_, fetch_until_, hello_at_, answer_until_})
        earliest(next, at);
    if (socket_) earliest(next, socket_->next());
    return next;
}

ShimLink::Status ShimLink::status() const {
    switch (phase_) {
        case Phase::no_key:
            return {key_client_ ? "fetching the shim's key" : "waiting", trouble_, refused_};
        case Phase::connecting:
            return {hello_at_ ? "waiting" : "connecting", trouble_, refused_};
        case Phase::hello:
        case Phase::proof:
            return {"introducing", trouble_, refused_};
        case Phase::welcome:
            return {"authenticated", "", refused_};
    }
    return {};
}

}  // namespace job_retry
