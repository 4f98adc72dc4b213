#include "minion_agent/gate_command.h"

#include <csignal>
#include <optional>

#include "minion_agent/gate.h"
#include "minion_agent/stores.h"
#include "runtime/database_file.h"
#include "runtime/local_socket.h"
#include "runtime/log.h"

namespace job_retry {

Result<void> gate_command(const GateCommand& command, int in, int out, pid_t peer) {
    // A client that goes away is an error of write_frame, not the end of this process in the middle of a
    // commit.
    std::signal(SIGPIPE, SIG_IGN);
    std::signal(SIGXFSZ, SIG_IGN);
    if (auto room = open_private_directory(command.directory, true); !room) return pass_on(room);
    auto ledger = Ledger::open({.directory = ledger_directory(command.directory),
                                .size = command.ledger_size,
                                .rerun = command.rerun,
                                .checked_once_a_boot = true});
    if (!ledger) return pass_on(ledger);
    // Most requests need no returns, and they may be large.
    std::optional<Result<Returns>> opened;
    const auto returns = [&]() -> Returns* {
        if (!opened) {
            opened = Returns::open({.directory = returns_directory(command.directory),
                                    .size = command.returns_size,
                                    .checked_once_a_boot = true});
            if (!*opened) log::warning("returns are not recorded: ", opened->error().text);
        }
        return *opened ? &**opened : nullptr;
    };

    // Through a socket the kernel knows who asks.
    if (const auto known = peer_of(in); known && known->pid > 0) peer = known->pid;
    Gate gate(*ledger, returns, command.max_return);
    FrameBuffer frames(gate_frame_bound(command.max_return));
    for (;;) {
        auto payload = frames.next();
        if (!payload) return pass_on(payload);
        if (!*payload) {
            auto more = read_some(in);
            if (!more) return pass_on(more);
            if (more->empty()) {
                if (frames.buffered() == 0) return {};
                return fail(Errc::invalid, "the input ends within a frame");
            }
            frames.append(*more);
            continue;
        }
        const auto replies = gate.answer({{**payload, peer}}, Now::read());
        if (auto sent = write_frame(out, proto::encode(replies.front())); !sent) return sent;
    }
}

}  // namespace job_retry
