// master_shim/spool: what the witness has written of one publication. Only the master's own processes write
// there; a disk that was full, or a power cut, may have left anything.

#include "master_shim/spool.h"

#include "proto/messages.h"
#include "tests/fuzz/fuzz_target.h"

namespace job_retry::fuzz {

void one_input(std::string_view bytes) {
    const auto read = decode_spooled(bytes);
    if (!read) return;
    accepted();
    require(!read->facts.functions.empty(), "a publication names a function");
    require(read->load.size() <= proto::kMaxLoad, "a load can be handed out, or is not there");
    for (const std::string& minion : read->minions)
        require(proto::valid_minion_id(minion), "a minion id is safe as a file name");
    if (read->load.empty()) return;
    const auto again = read_load(read->load);
    require(again && again->jid == read->jid.text() && again->facts.functions == read->facts.functions,
            "what is handed out is the job that was published");
}

}  // namespace job_retry::fuzz
