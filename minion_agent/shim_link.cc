#include "minion_agent/shim_link.h"

#include <algorithm>
#include <utility>

#include "runtime/log.h"
#include "runtime/rsa_key.h"

namespace job_retry {

namespace {

constexpr std::chrono::seconds kBetweenWords{1};

void earliest(std::optional<SteadyTime>& so_far, const std::optional<SteadyTime>& at) {
    if (at && (!so_far || *at < *so_far)) so_far = at;
}

bool due(const std::optional<SteadyTime>& at, Now now) {
    return at && *at <= now.steady;
}

}  // namespace

ShimLink::ShimLink(Lines& lines, Options options, MasterKey master_key, World world)
    : lines_(lines),
      options_(std::move(options)),
      master_key_(std::move(master_key)),
      world_(std::move(world)) {}

std::chrono::microseconds ShimLink::back_off(int& failures) const {
    std::chrono::microseconds wait = options_.first_back_off;
    for (int i = 0; i < failures && wait < options_.longest_back_off; ++i)
        wait *= 2;
    ++failures;
    wait = std::min<std::chrono::microseconds>(wait, options_.longest_back_off);
    return std::chrono::duration_cast<std::chrono::microseconds>(wait * (0.75 + 0.5 * world_.random()));
}

// Said once; said again only when it is another one. Who can choose what goes wrong cannot fill the log.
void ShimLink::note(std::string trouble, Now now) {
    if (trouble == trouble_) return;
    trouble_ = std::move(trouble);
    if (trouble_.empty() || now.steady < no_word_before_) return;
    no_word_before_ = now.steady + kBetweenWords;
    log::warning("master ", options_.host, ": ", trouble_);
}

// ---- the shim's key

void ShimLink::fetch(Now now) {
    fetch_at_.reset();
    key_line_.reset();
    auto line = lines_.open({options_.host, options_.key_port, {}});
    if (!line) return fetch_later(now, line.error().text);
    key_line_ = std::move(*line);
    key_line_->send(proto::encode_key_request());
    // Question or answer may be lost with the process at the other end, and nothing tells of it.
    int failures = failed_fetches_;
    const auto patience = std::max<std::chrono::microseconds>(options_.unanswered, back_off(failures));
    fetch_until_ = now.steady + std::min<std::chrono::microseconds>(patience, options_.unconnected);
}

void ShimLink::fetch_later(Now now, std::string trouble) {
    key_line_.reset();
    fetch_until_.reset();
    fetch_at_ = now.steady + back_off(failed_fetches_);
    note(std::move(trouble), now);
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
    key_line_.reset();
    fetch_until_.reset();
    if (!line_ || shim_key_ != statement->shim_key) connect(*statement, now);
    if (phase_ == Phase::connecting && !hello_at_) fetch_at_ = now.steady + options_.unconnected;
}

void ShimLink::connect(const proto::KeyStatement& statement, Now now) {
    line_.reset();
    phase_ = Phase::no_key;
    auto line = lines_.open({options_.host, options_.port, statement.shim_key});
    if (!line) return fetch_later(now, line.error().text);
    line_ = std::move(*line);
    shim_key_ = statement.shim_key;
    client_key_ = lines_.client_key();
    phase_ = Phase::connecting;
    introduction_.reset();
    hello_at_.reset();
    answer_until_.reset();
}

// ---- the handshake

void ShimLink::say_hello(Now now) {
    hello_at_.reset();
    // Each hello may come to a signature, and whoever holds the line says when it has come about.
    if (now.steady < no_hello_before_) {
        hello_at_ = no_hello_before_;
        return;
    }
    no_hello_before_ = now.steady + options_.between_hellos;
    auto identity = world_.identity();
    if (!identity) return hello_later(now, identity.error().text);
    introduction_.emplace(std::move(*identity), client_key_, shim_key_);
    phase_ = Phase::hello;
    answer_until_ = now.steady + options_.unanswered;
    say(introduction_->start(random_bytes(proto::kNonceSize)));
}

void ShimLink::hello_later(Now now, std::string trouble) {
    phase_ = Phase::connecting;
    introduction_.reset();
    answer_until_.reset();
    hello_at_ = now.steady + back_off(failed_hellos_);
    note(std::move(trouble), now);
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
        note("", now);
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

// A line breaks for ever when it could not be opened, when what answers at a key port is no shim, or with the
// process that had it.
void ShimLink::look_at_lines(Happened& happened, Now now) {
    const auto key_trouble = key_line_ ? key_line_->broken() : std::nullopt;
    const auto trouble = line_ ? line_->broken() : std::nullopt;
    if (trouble) {
        lost(happened);
        line_.reset();
        phase_ = Phase::no_key;
    }
    if (!trouble && !key_trouble) return;
    if (key_trouble && key_trouble->code != Errc::unavailable) ++refused_;
    fetch_later(now, trouble ? trouble->text : key_trouble->text);
    if (!lines_.ready()) fetch_at_ = now.steady;  // as soon as they are again
}

ShimLink::Happened ShimLink::step(Now now, std::size_t most) {
    Happened happened;
    look_at_lines(happened, now);
    if (lines_.ready() && due(fetch_at_, now)) fetch(now);
    if (key_line_) {
        if (auto bytes = key_line_->receive()) {
            fetched(*bytes, now);
        } else if (key_line_->broken()) {
            look_at_lines(happened, now);  // by being read
        } else if (due(fetch_until_, now)) {
            ++failed_fetches_;
            if (!line_)
                note("nothing answers at its port " + std::to_string(options_.key_port) +
                         "; is master-shim running there?",
                     now);
            fetch(now);
        }
    }
    if (!line_) return happened;
    for (const DealerSocket::Link change : line_->changes()) {
        lost(happened);
        if (change == DealerSocket::Link::connected) {
            hello_at_ = now.steady;
        } else if (!key_line_) {
            fetch_at_ = now.steady + options_.unconnected;
        }
    }
    for (std::size_t i = 0; i < most; ++i) {
        auto bytes = line_->receive();
        if (!bytes) break;
        auto message = proto::decode(*bytes);
        if (message) {
            handle(std::move(*message), happened, now);
        } else {
            ++refused_;
            note("its shim sends what is no message: " + message.error().text, now);
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
    line_->send(*bytes);
}

void ShimLink::watch(Poll& poll) const {
    if (key_line_) key_line_->watch(poll);
    if (line_) line_->watch(poll);
}

std::optional<SteadyTime> ShimLink::next_step() const {
    std::optional<SteadyTime> next;
    for (const auto& at : {fetch_until_, hello_at_, answer_until_})
        earliest(next, at);
    if (lines_.ready()) earliest(next, fetch_at_);
    if (line_) earliest(next, line_->next());
    return next;
}

ShimLink::Status ShimLink::status() const {
    switch (phase_) {
        case Phase::no_key:
            return {key_line_ ? "fetching the shim's key" : "waiting", trouble_, refused_};
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
