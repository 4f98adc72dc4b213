#include "minion_agent/master_word.h"

#include <bit>

#include "runtime/log.h"

namespace job_retry {

Result<void> MasterWord::deny(std::string why) {
    status_.last = std::move(why);
    // A shim that lies may do so as often as it likes.
    if (std::has_single_bit(++status_.not_signed))
        log::warning(status_.last, " (", status_.not_signed, " so far)");
    return fail(Errc::denied, status_.last);
}

template <class T>
Result<void> MasterWord::hold(const T& what, const std::string& signature, const std::string& name) {
    auto key = key_.pinned();
    if (!key) return fail(Errc::unavailable, key.error().text);
    if (!*key) return fail(Errc::unavailable, "no key of the master is pinned");
    if (proto::verify(what, signature, **key)) return {};
    return deny(name +
                " is not signed by the master's key that this minion has pinned: its shim hands out what the "
                "master did not publish to this minion, or the master has another key by now; compare "
                "minion_master.pub with the master's key and see the shim's log; then master-shim retry");
}

Result<void> MasterWord::verify(const proto::JobLoad& job) {
    if (minion_.empty()) return fail(Errc::unavailable, "it is not known yet who this minion is");
    const auto audience = proto::root_of(minion_, job.place);
    if (!audience)
        return deny("job " + job.jid.text() +
                    " does not show that it was published to this minion; see the shim's log, then "
                    "master-shim retry");
    return hold(proto::Publication{job.jid, sha256(job.load), *audience, job.published}, job.signature,
                "job " + job.jid.text());
}

Result<void> MasterWord::verify(const Jid& jid, std::uint64_t retry, const std::string& permission) {
    if (minion_.empty()) return fail(Errc::unavailable, "it is not known yet who this minion is");
    return hold(proto::Permission{jid, minion_, retry}, permission,
                "the permission to run job " + jid.text() + " once more");
}

Result<void> MasterWord::verify(const std::string& nonce, const proto::ClockStatement& clock) {
    if (minion_.empty()) return fail(Errc::unavailable, "it is not known yet who this minion is");
    return hold(proto::MasterClock{minion_, nonce, clock.time}, clock.signature, "the master's time");
}

}  // namespace job_retry
