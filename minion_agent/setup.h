// From the minion's configuration to what the agent is started with, and what the administrator should put
// right for it to do its work. Reads files (keys, interpreter), changes nothing but to make the standalone
// agent's own key.

#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "minion_agent/agent.h"
#include "minion_agent/courier_lines.h"
#include "minion_agent/options.h"
#include "runtime/result.h"
#include "runtime/salt_config.h"

namespace job_retry {

struct Configured {
    SaltConfig salt;
    AgentOptions options;
};
// The configuration of the minion in `directory`. Errors name file, key and what was expected.
Result<Configured> configured(const std::filesystem::path& directory);

// `self`: the path of this program, which is also the standalone worker.
Result<Agent::Options> agent_options(const Configured& configured, const std::filesystem::path& self);

// How the agent comes by its courier: at `socket`, or, where that is empty, by starting one. What falls short
// is added to `warnings`.
CourierLines::Options courier_options(const Configured& configured, const std::filesystem::path& socket,
                                      std::vector<std::string>& warnings);

// Why live jobs would not pass the gate, or pending ones not run; each says what to do. Empty is good.
std::vector<std::string> shortcomings(const Configured& configured);

// Where `minion-agent status` asks; beside the gate's socket.
std::filesystem::path status_socket(const AgentOptions& options);

}  // namespace job_retry
