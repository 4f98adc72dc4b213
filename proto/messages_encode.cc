#include <utility>

#include "proto/messages.h"
#include "proto/one_line.h"
#include "proto/wire.h"

namespace job_retry::proto {
namespace {

MapWriter message(std::string_view type) {
    return MapWriter(kVersion, type);
}

std::vector<std::string> texts_of(const std::vector<Jid>& jids) {
    std::vector<std::string> texts;
    texts.reserve(jids.size());
    for (const Jid& jid : jids)
        texts.push_back(jid.text());
    return texts;
}

// One operator a type. The first bound that does not hold is remembered: what was written then means nothing.
class Encoder {
  public:
    std::string operator()(const Hello& hello) {
        require(valid_minion_id(hello.minion), "hello.minion");
        require(hello.nonce.size() == kNonceSize, "hello.nonce");
        require(hello.public_key.size() <= kMaxPublicKey, "hello.public_key");
        MapWriter map = message("hello");
        map.text("minion", hello.minion).bin("nonce", hello.nonce);
        if (!hello.public_key.empty()) map.text("public_key", hello.public_key);
        return map.bytes();
    }

    std::string operator()(const Proof& proof) {
        require(valid_minion_id(proof.minion), "proof.minion");
        require_signature(proof.signature, "proof.signature");
        return message("proof").text("minion", proof.minion).bin("signature", proof.signature).bytes();
    }

    std::string operator()(const List& list) {
        MapWriter map = message("list");
        if (list.after) map.text("after", list.after->text());
        if (list.mark) write(map, *list.mark);
        return map.bytes();
    }

    std::string operator()(const Take& take) {
        MapWriter map = message("take");
        map.text("jid", take.jid.text());
        if (take.mark) write(map, *take.mark);
        return map.bytes();
    }

    std::string operator()(const Report& report) {
        MapWriter map = message("report");
        map.text("jid", report.jid.text()).text("state", to_text(report.state));
        if (report.retcode) map.integer("retcode", *report.retcode);
        if (!report.reason.empty()) map.text("reason", one_line(report.reason, kMaxText));
        if (report.retry != 0) map.uint("retry", report.retry);
        return map.bytes();
    }

    std::string operator()(const Confirm& confirm) {
        require(!confirm.jids.empty() && confirm.jids.size() <= kMaxList, "confirm.jids");
        return message("confirm").texts("jids", texts_of(confirm.jids)).bytes();
    }

    std::string operator()(const Clock& clock) {
        require(clock.nonce.size() == kNonceSize, "clock.nonce");
        return message("clock").bin("nonce", clock.nonce).bytes();
    }

    std::string operator()(const Challenge& challenge) {
        require(challenge.nonce.size() == kNonceSize, "challenge.nonce");
        return message("challenge").bin("nonce", challenge.nonce).bytes();
    }

    std::string operator()(const Welcome& welcome) {
        require(valid_minion_id(welcome.minion), "welcome.minion");
        return message("welcome").text("minion", welcome.minion).time("time", welcome.time).bytes();
    }

    std::string operator()(const PendingList& list) {
        require(list.jobs.size() <= kMaxList, "pending_list.jobs");
        std::vector<MapWriter> jobs;
        jobs.reserve(list.jobs.size());
        for (const PendingList::Item& item : list.jobs) {
            MapWriter map;
            map.text("jid", item.jid.text())
                .text("fun", one_line(item.fun, kMaxFun))
                .time("published", item.published);
            if (item.retry != 0) {
                require_signature(item.permission, "pending_list.jobs.permission");
                map.uint("retry", item.retry).bin("permission", item.permission);
            }
            require(item.retry != 0 || item.permission.empty(), "pending_list.jobs.retry");
            if (item.returned) map.boolean("returned", true);
            jobs.push_back(std::move(map));
        }
        require(list.behind.empty() || (list.behind.size() == kMarkSize && jobs.empty() && !list.more),
                "pending_list.behind");
        MapWriter map = message("pending_list");
        map.maps("jobs", jobs).boolean("more", list.more);
        if (!list.behind.empty()) map.bin("behind", list.behind);
        return map.bytes();
    }

    std::string operator()(const JobLoad& job) {
        require(!job.load.empty() && job.load.size() <= kMaxLoad, "job.load");
        require_signature(job.signature, "job.signature");
        require(job.place.size <= kMaxAudience && job.place.index < job.place.size, "job.index");
        require(job.place.path.size() <= kMaxPath, "job.path");
        std::vector<std::string_view> path;
        path.reserve(job.place.path.size());
        for (const Sha256& hash : job.place.path)
            path.push_back(view(hash));
        return message("job")
            .text("jid", job.jid.text())
            .bin("load", job.load)
            .time("published", job.published)
            .bin("salt", job.place.salt)
            .uint("index", job.place.index)
            .uint("size", job.place.size)
            .bins("path", path)
            .bin("signature", job.signature)
            .bytes();
    }

    std::string operator()(const Wait& wait) {
        require(wait.retry_after.count() >= 0 && wait.retry_after <= kMaxWait, "wait.retry_after");
        return message("wait")
            .text("jid", wait.jid.text())
            .uint("retry_after", std::uint64_t(wait.retry_after.count()))
            .bytes();
    }

    std::string operator()(const Gone& gone) {
        require(!gone.state.empty() && gone.state.size() <= kMaxState, "gone.state");
        return message("gone").text("jid", gone.jid.text()).text("state", gone.state).bytes();
    }

    std::string operator()(const Ack& ack) {
        return message("ack").text("jid", ack.jid.text()).text("state", to_text(ack.state)).bytes();
    }

    std::string operator()(const Held& held) {
        require(held.jids.size() <= kMaxList, "held.jids");
        return message("held").texts("jids", texts_of(held.jids)).bytes();
    }

    std::string operator()(const ClockStatement& clock) {
        require_signature(clock.signature, "clock_statement.signature");
        return message("clock_statement").time("time", clock.time).bin("signature", clock.signature).bytes();
    }

    std::string operator()(const Notify& /*notify*/) { return message("notify").bytes(); }

    std::string operator()(const ErrorReply& error) {
        return MapWriter(error.code == ErrorCode::version ? kVersionOfVersionError : kVersion, "error")
            .text("code", to_text(error.code))
            .text("text", one_line(error.text, kMaxText))
            .bytes();
    }

    const char* broken() const { return broken_; }

  private:
    void require(bool holds, const char* bound) {
        if (!holds && broken_ == nullptr) broken_ = bound;
    }

    void write(MapWriter& map, const LedgerMark& mark) {
        require(mark.ledger.size() == kMarkSize, "ledger");
        require(mark.number > 0 && mark.number <= kMaxMarkNumber, "number");
        require(mark.mark.size() == kMarkSize, "mark");
        map.bin("ledger", mark.ledger).uint("number", mark.number).bin("mark", mark.mark);
        map.time("since", mark.since);
    }

    void require_signature(const std::string& signature, const char* bound) {
        require(!signature.empty() && signature.size() <= kMaxSignature, bound);
    }

    const char* broken_ = nullptr;
};

}  // namespace

Result<std::string> encode(const Message& message) {
    Encoder encoder;
    std::string bytes = std::visit(encoder, message);
    if (encoder.broken() == nullptr) return bytes;
    return fail(Errc::invalid, std::string("a message to be sent breaks the bound of ") + encoder.broken());
}

}  // namespace job_retry::proto
