#include "master_shim/load.h"

#include <algorithm>
#include <array>
#include <utility>

#include "master_shim/msgpack_view.h"
#include "proto/messages.h"

namespace job_retry {
namespace {

constexpr std::size_t kMaxFunctions = 1024;
constexpr std::size_t kMaxFactText = 4096;
constexpr std::size_t kMaxFunctionName = 1024;
constexpr std::int64_t kLongestExpire = std::chrono::seconds(std::chrono::days(3650)).count();

std::optional<std::string_view> text_of(std::string_view raw) {
    MsgpackView view(raw);
    return raw.empty() ? std::nullopt : view.text();
}

void read_metadata(std::string_view raw, JobFacts& facts) {
    MsgpackField metadata[] = {{"job_retry"}};
    if (raw.empty() || !read_msgpack_fields(raw, metadata) || metadata[0].raw.empty()) return;
    MsgpackView view(metadata[0].raw);
    if (const auto wanted = view.boolean()) {
        facts.excluded_by_job = !*wanted;
        return;
    }
    MsgpackField fields[] = {{"expire"}};
    if (!read_msgpack_fields(metadata[0].raw, fields) || fields[0].raw.empty()) return;
    MsgpackView expire(fields[0].raw);
    if (const auto seconds = expire.integer(); seconds && *seconds > 0)
        facts.expire = std::chrono::seconds(std::min(*seconds, kLongestExpire));
}

// Visits the arguments of a function: what stands in order, and what has a name (a map that says
// `__kwarg__`).
template <class InOrder, class Named>
void visit_arguments(std::string_view raw, const InOrder& in_order, const Named& named) {
    MsgpackView view(raw);
    const auto size = raw.empty() ? std::nullopt : view.array();
    for (std::size_t i = 0, at = 0; size && i < *size; ++i) {
        const auto item = view.raw();
        if (!item) return;
        MsgpackField mark[] = {{"__kwarg__"}};
        const bool is_named = read_msgpack_fields(*item, mark) && !mark[0].raw.empty();
        if (is_named) {
            named(*item);
        } else {
            in_order(at++, *item);
        }
    }
}

// On the command line `metadata=` without its dashes is an argument of the function, for Salt; each function
// of a job of several has its own.
void read_metadata_argument(std::string_view arg, bool several, JobFacts& facts) {
    const auto named = [&](std::string_view keywords) {
        MsgpackField metadata[] = {{"metadata"}};
        if (read_msgpack_fields(keywords, metadata)) read_metadata(metadata[0].raw, facts);
    };
    const auto in_order = [&](std::size_t /*at*/, std::string_view item) {
        if (several)
            visit_arguments(
                item, [](std::size_t, std::string_view) {}, named);
    };
    visit_arguments(arg, in_order, named);
}

std::string read_kill(const std::vector<std::string>& functions, std::string_view arg) {
    if (functions.size() != 1) return {};
    const bool is_signal = functions[0] == "saltutil.signal_job";
    if (!is_signal && functions[0] != "saltutil.kill_job" && functions[0] != "saltutil.term_job") return {};
    std::string jid;
    std::string signal;
    const auto in_order = [&](std::size_t at, std::string_view item) {
        if (at == 0) jid = read_jid(item);
        if (at == 1) signal = read_jid(item);
    };
    const auto named = [&](std::string_view keywords) {
        MsgpackField fields[] = {{"jid"}, {"sig"}};
        if (!read_msgpack_fields(keywords, fields)) return;
        if (!fields[0].raw.empty()) jid = read_jid(fields[0].raw);
        if (!fields[1].raw.empty()) signal = read_jid(fields[1].raw);
    };
    visit_arguments(arg, in_order, named);
    const bool ends = !is_signal || signal == "9" || signal == "15";
    return ends ? jid : std::string();
}

// Whether executors that a job names for itself leave the gate out: the way around the ledger that Salt gives
// to an administrator. Whether such a job has run, no ledger knows.
bool bypasses_gate(std::string_view module_executors) {
    constexpr std::string_view kGate = "job_retry";
    if (module_executors.empty()) return false;
    if (const auto one = text_of(module_executors)) return !one->empty() && *one != kGate;
    MsgpackView view(module_executors);
    const auto size = view.array();
    for (std::size_t i = 0; size && i < *size; ++i) {
        const auto item = view.text();
        if (!item || *item == kGate) return false;
    }
    return size.value_or(0) > 0;
}

struct Pairs {
    std::size_t count = 0;
    std::string bytes;
};

// The pairs of `map` whose key is one of `keys`; empty when it is no map, or has one of them twice.
template <std::size_t N>
std::optional<Pairs> only(std::string_view map, const std::array<std::string_view, N>& keys) {
    std::array<MsgpackField, N> fields;
    for (std::size_t i = 0; i < N; ++i)
        fields[i].key = keys[i];
    Pairs pairs;
    if (!read_msgpack_fields(map, fields)) return std::nullopt;
    for (const MsgpackField& field : fields) {
        if (field.raw.empty()) continue;
        append_msgpack_text(pairs.bytes, field.key);
        pairs.bytes += field.raw;
        ++pairs.count;
    }
    return pairs;
}

}  // namespace

std::string read_jid(std::string_view raw) {
    if (const auto text = text_of(raw)) return std::string(*text);
    MsgpackView view(raw);
    const auto number = raw.empty() ? std::nullopt : view.integer();
    return number ? std::to_string(*number) : std::string();
}

std::string read_target(std::string_view raw) {
    if (const auto text = text_of(raw)) return std::string(text->substr(0, kMaxFactText));
    std::string joined;
    MsgpackView view(raw);
    const auto size = raw.empty() ? std::nullopt : view.array();
    for (std::size_t i = 0; size && i < *size && joined.size() < kMaxFactText; ++i) {
        const auto item = view.text();
        if (!item) break;
        if (i > 0) joined += ',';
        joined += *item;
    }
    return joined;
}

std::vector<std::string> read_functions(std::string_view raw) {
    if (const auto one = text_of(raw)) {
        if (one->empty() || one->size() > kMaxFunctionName) return {};
        return {std::string(*one)};
    }
    MsgpackView view(raw);
    const auto size = raw.empty() ? std::nullopt : view.array();
    if (!size || *size == 0 || *size > kMaxFunctions) return {};
    std::vector<std::string> functions;
    for (std::size_t i = 0; i < *size; ++i) {
        const auto item = view.text();
        if (!item || item->empty() || item->size() > kMaxFunctionName) return {};
        functions.emplace_back(*item);
    }
    return functions;
}

std::optional<LoadFacts> read_load(std::string_view load) {
    MsgpackField fields[] = {{"jid"},      {"fun"},    {"tgt"}, {"tgt_type"}, {"user"},
                             {"metadata"}, {"kwargs"}, {"cmd"}, {"arg"}};
    if (!read_msgpack_fields(load, fields)) return std::nullopt;
    const auto& [jid, fun, tgt, tgt_type, user, metadata, kwargs, cmd, arg] = fields;
    LoadFacts read;
    read.facts.functions = read_functions(fun.raw);
    if (read.facts.functions.empty()) return std::nullopt;
    read.jid = read_jid(jid.raw);
    read.cmd = text_of(cmd.raw).value_or("");
    read.facts.tgt = read_target(tgt.raw);
    read.facts.tgt_type = tgt_type.raw.empty() ? "glob" : read_target(tgt_type.raw);
    read.facts.user = read_target(user.raw);
    read.kills = read_kill(read.facts.functions, arg.raw);
    read_metadata_argument(arg.raw, read.facts.functions.size() > 1, read.facts);
    // Salt stores what the publisher gave in `kwargs`, and copies it up only for the wire.
    MsgpackField nested[] = {{"metadata"}, {"module_executors"}, {"id"}};
    if (!kwargs.raw.empty() && read_msgpack_fields(kwargs.raw, nested))
        read_metadata(nested[0].raw, read.facts);
    read_metadata(metadata.raw, read.facts);
    if (bypasses_gate(nested[1].raw)) read.facts.excluded_by_job = true;
    read.facts.by_peer = !nested[2].raw.empty();
    return read;
}

Result<Publication> read_publication(const Jid& jid, std::string_view stored,
                                     std::vector<std::string> minions, WallTime published_at) {
    const auto read = read_load(stored);
    auto load = load_for_minion(stored);
    if (!read || !load) return fail(Errc::invalid, "what is saved under JID " + jid.text() + " is no job");
    if (read->cmd != "publish")
        return fail(Errc::invalid, "what is saved under JID " + jid.text() + " was not published");
    if (read->jid != jid.text())
        return fail(Errc::invalid, "the load under JID " + jid.text() + " is of another job");
    if (load->size() > proto::kMaxLoad) load->clear();
    return Publication{jid,          read->facts, std::move(*load), std::move(minions),
                       published_at, false,       read->kills};
}

std::optional<std::string> load_for_minion(std::string_view stored) {
    static constexpr std::array<std::string_view, 8> kKeys = {"jid",      "fun", "arg", "tgt",
                                                              "tgt_type", "ret", "to",  "user"};
    static constexpr std::array<std::string_view, 9> kKwargs = {
        "delimiter",        "master_id",     "id",         "ret_config", "metadata",
        "module_executors", "executor_opts", "ret_kwargs", "start_event"};
    MsgpackField needed[] = {{"fun"}, {"arg"}, {"tgt"}, {"kwargs"}};
    if (!read_msgpack_fields(stored, needed)) return std::nullopt;
    if (needed[0].raw.empty() || needed[1].raw.empty() || needed[2].raw.empty()) return std::nullopt;

    auto kept = only(stored, kKeys);
    if (!kept) return std::nullopt;
    const bool has_none = needed[3].raw.empty() || needed[3].raw == "\xc0";
    const auto kwargs = has_none ? std::optional(Pairs()) : only(needed[3].raw, kKwargs);
    if (!kwargs) return std::nullopt;
    if (kwargs->count > 0) {
        append_msgpack_text(kept->bytes, "kwargs");
        append_msgpack_map(kept->bytes, kwargs->count);
        kept->bytes += kwargs->bytes;
        ++kept->count;
    }
    std::string load;
    append_msgpack_map(load, kept->count);
    return load + kept->bytes;
}

std::string make_load(const Jid& jid, const JobFacts& facts, std::string_view fun, std::string_view arg,
                      std::string_view tgt) {
    std::string load;
    append_msgpack_map(load, 7);
    append_msgpack_text(load, "jid");
    append_msgpack_text(load, jid.text());
    append_msgpack_text(load, "fun");
    load += fun;
    append_msgpack_text(load, "arg");
    load += arg;
    append_msgpack_text(load, "tgt");
    load += tgt;
    append_msgpack_text(load, "tgt_type");
    append_msgpack_text(load, facts.tgt_type);
    append_msgpack_text(load, "user");
    append_msgpack_text(load, facts.user);
    append_msgpack_text(load, "ret");
    append_msgpack_text(load, "");
    return load;
}

}  // namespace job_retry
