// proto/messages: what agent and shim say to each other.

#include "proto/messages.h"
#include "tests/fuzz/fuzz_target.h"

namespace job_retry::fuzz {
namespace {

using namespace proto;

// The bounds of proto/messages.h, said once more.
struct Bounds {
    static void nonce(const std::string& bytes) {
        require(bytes.size() == kNonceSize, "a nonce has its size");
    }
    static void minion(const std::string& id) { require(valid_minion_id(id), "a minion id is valid"); }
    static void line(const std::string& text, std::size_t bound) {
        require(text.size() <= bound && !has_control(text), "a text is one line within its bound");
    }

    void operator()(const Hello& hello) const {
        minion(hello.minion);
        nonce(hello.nonce);
        require(hello.public_key.size() <= kMaxPublicKey, "a public key is within its bound");
    }
    void operator()(const Proof& proof) const {
        minion(proof.minion);
        signature(proof.signature);
    }
    static void signature(const std::string& bytes) {
        require(!bytes.empty() && bytes.size() <= kMaxSignature, "a signature is within its bound");
    }

    void operator()(const Report& report) const { line(report.reason, kMaxText); }
    void operator()(const Confirm& confirm) const {
        require(!confirm.jids.empty() && confirm.jids.size() <= kMaxList, "1 to kMaxList JIDs to confirm");
    }
    void operator()(const Challenge& challenge) const { nonce(challenge.nonce); }
    void operator()(const Welcome& welcome) const { minion(welcome.minion); }
    void operator()(const PendingList& list) const {
        require(list.jobs.size() <= kMaxList, "at most kMaxList jobs");
        for (const PendingList::Item& item : list.jobs) {
            line(item.fun, kMaxFun);
            require((item.retry != 0) == !item.permission.empty(), "a retry comes with its permission");
            if (item.retry != 0) signature(item.permission);
        }
    }
    void operator()(const JobLoad& job) const {
        require(!job.load.empty() && job.load.size() <= kMaxLoad, "a load is within its bound");
        require(job.place.index < job.place.size && job.place.size <= kMaxAudience &&
                    job.place.path.size() <= kMaxPath,
                "a place is within its bounds");
        signature(job.signature);
        root_of("minion", job.place);
    }
    void operator()(const Wait& wait) const {
        require(wait.retry_after.count() >= 0 && wait.retry_after <= kMaxWait, "a wait is within its bound");
    }
    void operator()(const Gone& gone) const {
        require(!gone.state.empty(), "a state is named");
        line(gone.state, kMaxState);
    }
    void operator()(const Held& held) const {
        require(held.jids.size() <= kMaxList, "at most kMaxList JIDs are held");
    }
    void operator()(const Clock& clock) const { nonce(clock.nonce); }
    void operator()(const ClockStatement& clock) const { signature(clock.signature); }
    void operator()(const ErrorReply& error) const { line(error.text, kMaxText); }
    // Nothing but JIDs and words.
    void operator()(const List& /*list*/) const {}
    void operator()(const Take& /*take*/) const {}
    void operator()(const Ack& /*ack*/) const {}
    void operator()(const Notify& /*notify*/) const {}
};

}  // namespace

void one_input(std::string_view bytes) {
    Decoded decoded = decode(bytes);
    if (decoded) accepted();
    // Why bytes are no message is itself a message: what a peer is told.
    const Message message = decoded ? std::move(*decoded) : Message(std::move(decoded.error()));
    std::visit(Bounds{}, message);
    const Result<std::string> encoded = encode(message);
    require(encoded.has_value(), "encode() takes what decode() gives out");
    const std::string& written = *encoded;
    require(written.size() <= kMaxMessage, "a message is within its bound");
    const Decoded again = decode(written);
    require(again && *again == message, "decode(encode(message)) is the message");
}

}  // namespace job_retry::fuzz
