// master_shim/msgpack_view: any object that Salt could have written, and lists of minions (.minions.p).

#include "master_shim/msgpack_view.h"

#include "master_shim/event.h"
#include "proto/messages.h"
#include "tests/fuzz/fuzz_target.h"

namespace job_retry::fuzz {
namespace {

// Steps into every list and map, without recursion, and counts what is there. False: it ends early.
bool walk(std::string_view bytes) {
    MsgpackView view(bytes);
    std::uint64_t left = 1;
    while (left > 0) {
        const auto kind = view.kind();
        if (!kind) return false;
        --left;
        if (const auto items = view.array()) {
            left += *items;
        } else if (const auto pairs = view.map()) {
            left += 2 * *pairs;
        } else if (!view.text() && !view.integer() && !view.boolean() && !view.skip()) {
            return false;
        }
        require(!view.failed(), "what was stepped over was whole");
    }
    return true;
}

// What we write is what we read.
void check_appends(std::string_view bytes) {
    std::string out;
    append_msgpack_array(out, 3);
    append_msgpack_text(out, bytes);
    append_msgpack_bin(out, bytes);
    append_msgpack(out, std::int64_t(bytes.size()) - 200);
    MsgpackView view(out);
    require(view.array() == 3 && view.text() == bytes && view.text() == bytes &&
                view.integer() == std::int64_t(bytes.size()) - 200 && view.at_end(),
            "what was appended is what is read");
}

}  // namespace

void one_input(std::string_view bytes) {
    check_appends(bytes);
    MsgpackView whole(bytes);
    const auto raw = whole.raw();
    require(raw.has_value() == walk(bytes), "an object is whole or it is not, however it is read");
    require(raw.has_value() != whole.failed(), "what is not there has failed");
    if (raw) {
        accepted();
        require(!raw->empty() && bytes.starts_with(*raw), "an object is its own bytes");
        MsgpackView again(*raw);
        require(again.raw() == raw && again.at_end(), "an object alone is the same object");
        for (const std::string_view cut : {raw->substr(0, raw->size() - 1), raw->substr(0, raw->size() / 2)})
            require(!MsgpackView(cut).raw(), "half an object is none");
    }
    const auto minions = read_minions(bytes);
    if (!minions) return;
    require(raw.has_value(), "a list of minions is whole");
    require(minions->size() <= bytes.size(), "no more minions than bytes");
    for (const std::string& minion : *minions)
        require(proto::valid_minion_id(minion), "a minion id is valid");
}

}  // namespace job_retry::fuzz
