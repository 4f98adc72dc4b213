// master_shim/event: one event of the bus, as its body is: tag, two newlines, data. Any minion whose key is
// accepted can put almost anything here.

#include "master_shim/event.h"

#include "proto/messages.h"
#include "tests/fuzz/fuzz_target.h"

namespace job_retry::fuzz {
namespace {

void check_minion(const std::string& minion) {
    require(proto::valid_minion_id(minion) && minion.find('/') == std::string::npos && !has_control(minion),
            "a minion id is safe as a file name");
}

struct Check {
    void operator()(const JobAnnounced& announced) const {
        require(Jid::parse(announced.jid.text()).has_value(), "a JID is one");
    }
    void operator()(const Publication& /*job*/) const { require(false, "an event publishes nothing"); }
    void operator()(const ReturnSeen& seen) const { check_minion(seen.minion); }
    void operator()(const MinionSeen& seen) const { check_minion(seen.minion); }
    void operator()(const KeyChanged& changed) const { check_minion(changed.minion); }
    void operator()(const OwnEventSeen& /*seen*/) const {}
};

}  // namespace

void one_input(std::string_view bytes) {
    const std::size_t end = std::min(bytes.find("\n\n"), bytes.size());
    const std::string_view tag = bytes.substr(0, end);
    const std::string_view data = bytes.substr(std::min(end + 2, bytes.size()));
    const auto seen = read_event(tag, data);
    if (!event_data_wanted(tag)) {
        const auto without = read_event(tag, {});
        require(seen.has_value() == without.has_value() && (!seen || seen->index() == without->index()),
                "data that is not wanted is not looked at");
    }
    if (!seen) return;
    accepted();
    std::visit(Check{}, *seen);
}

}  // namespace job_retry::fuzz
