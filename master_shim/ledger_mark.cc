#include "master_shim/ledger_mark.h"

namespace job_retry {

Standing standing(const std::optional<KnownLedger>& known, const proto::LedgerMark& said, bool is_later) {
    if (!known) return Standing::further;
    const Standing less = is_later ? Standing::behind : Standing::overtaken;
    if (said.ledger != known->ledger) return said.since >= known->heard ? Standing::begun_later : less;
    // By more than one where the shim itself has gone back, or has not heard it.
    if (said.number > known->number) return Standing::further;
    if (said.number == known->number && said.mark == known->mark) return Standing::same;
    return less;
}

std::optional<KnownLedger> remember(const std::optional<KnownLedger>& known, const proto::LedgerMark& said,
                                    Standing standing, WallTime now) {
    switch (standing) {
        case Standing::same:
        case Standing::overtaken:
            return std::nullopt;
        case Standing::further:
        case Standing::begun_later:
            return KnownLedger{said.ledger, said.number, said.mark, now};
        case Standing::behind:
            break;
    }
    // It begins anew now. A clock that ran ahead must not keep it, or any other, out until it comes there.
    if (!known || known->heard <= now) return std::nullopt;
    KnownLedger later = *known;
    later.heard = now;
    return later;
}

}  // namespace job_retry
