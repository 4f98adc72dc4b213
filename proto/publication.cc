#include "proto/publication.h"

#include "proto/signed_text.h"

namespace job_retry::proto {

std::string signed_text(const Publication& publication) {
    return SignedText("salt-job-retry/2 job")
        .add(publication.jid.text())
        .add(publication.load)
        .add(publication.audience)
        .add(publication.published)
        .take();
}

std::string signed_text(const Permission& permission) {
    return SignedText("salt-job-retry/2 permission")
        .add(permission.jid.text())
        .add(permission.minion)
        .add(permission.number)
        .take();
}

std::string signed_text(const MasterClock& clock) {
    return SignedText("salt-job-retry/2 clock").add(clock.minion).add(clock.nonce).add(clock.time).take();
}

}  // namespace job_retry::proto
