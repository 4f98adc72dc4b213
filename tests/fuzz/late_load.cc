// proto/late_load: the load of a job that comes late, as a master has stored it.

#include "proto/late_load.h"

#include "master_shim/load.h"
#include "master_shim/msgpack_view.h"
#include "tests/fuzz/fuzz_target.h"

namespace job_retry::fuzz {

void one_input(std::string_view bytes) {
    constexpr std::string_view kOffer = "0123456789abcdef0123456789abcdef";
    constexpr std::string_view kGateAlone = "\x91\xa9job_retry";
    const auto stored = read_load(bytes);
    if (!stored) return;
    const auto jid = Jid::parse(stored->jid);
    if (!jid) return;
    const auto late = proto::late_load(*jid, bytes, kOffer);
    if (!late) return;
    accepted();
    MsgpackField fields[] = {{"jid"}, {"module_executors"}, {"job_retry"}, {"fun"}};
    require(read_msgpack_fields(late->bytes, fields), "it is a map with no key twice");
    require(MsgpackView(fields[0].raw).text() == jid->text(), "it is of this job");
    require(fields[1].raw == kGateAlone, "nothing goes around the gate");
    require(!fields[2].raw.empty() && !fields[3].raw.empty(), "it has the mark and a function");
}

}  // namespace job_retry::fuzz
