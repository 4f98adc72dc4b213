// runtime/salt_config and master_shim/options: a master's configuration file.

#include "master_shim/options.h"
#include "tests/fuzz/config.h"

namespace job_retry::fuzz {

void one_input(std::string_view bytes) {
    const std::optional<SaltConfig> config = read_config(bytes, Role::master);
    if (!config) return;
    const Result<ShimOptions> options = ShimOptions::from(*config);
    if (!options) {
        require(options.error().code == Errc::invalid, "a key that cannot be used is `invalid`");
        return;
    }
    accepted();
    require(options->silence.count() > 0 && options->expire.count() > 0 && options->history.count() >= 0,
            "times are positive");
    require(options->port != 0 && options->key_port != 0 && options->max_draining > 0, "bounds are kept");
    require_absolute(options->directory, *config);
    require(options->control_socket.native().size() <= 107, "the control socket's path fits");
}

}  // namespace job_retry::fuzz
