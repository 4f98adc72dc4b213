// runtime/salt_config and minion_agent/options: a minion's configuration file.

#include "minion_agent/options.h"
#include "tests/fuzz/config.h"

namespace job_retry::fuzz {

void one_input(std::string_view bytes) {
    const std::optional<SaltConfig> config = read_config(bytes, Role::minion);
    if (!config) return;
    const Result<AgentOptions> options = AgentOptions::from(*config);
    if (!options) {
        require(options.error().code == Errc::invalid, "a key that cannot be used is `invalid`");
        return;
    }
    accepted();
    require(options->keep.count() > 0 && options->poll.count() > 0, "times are positive");
    require(options->port != 0 && options->key_port != 0 && options->ledger_size > 0, "bounds are kept");
    require_absolute(options->directory, *config);
    require(options->gate_socket.native().size() <= 107, "the gate's path fits");
}

}  // namespace job_retry::fuzz
