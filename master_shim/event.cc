#include "master_shim/event.h"

#include "master_shim/msgpack_view.h"
#include "proto/messages.h"

namespace job_retry {
namespace {

constexpr std::string_view kJobPrefix = "salt/job/";
constexpr std::string_view kMinionPrefix = "salt/minion/";
constexpr std::string_view kRefreshPrefix = "minion/refresh/";
constexpr std::string_view kOwnPrefix = "salt/job_retry/";

bool take_prefix(std::string_view& text, std::string_view prefix) {
    if (text.substr(0, prefix.size()) != prefix) return false;
    text.remove_prefix(prefix.size());
    return true;
}

bool take_suffix(std::string_view& text, std::string_view suffix) {
    if (text.size() < suffix.size() || text.substr(text.size() - suffix.size()) != suffix) return false;
    text.remove_suffix(suffix.size());
    return true;
}

// `salt/job/<jid>/new`: the JID.
std::optional<std::string_view> jid_of_new(std::string_view tag) {
    if (!take_prefix(tag, kJobPrefix) || !take_suffix(tag, "/new")) return std::nullopt;
    if (tag.find('/') != std::string_view::npos) return std::nullopt;
    return tag;
}

std::optional<std::string_view> text_of(std::string_view raw) {
    MsgpackView view(raw);
    return raw.empty() ? std::nullopt : view.text();
}

std::optional<Observation> read_return(std::string_view rest) {
    const std::size_t middle = rest.find("/ret/");
    if (middle == std::string_view::npos) return std::nullopt;
    const std::string_view minion = rest.substr(middle + 5);
    Result<Jid> jid = Jid::parse(rest.substr(0, middle));
    if (!jid || !proto::valid_minion_id(minion)) return std::nullopt;
    return ReturnSeen{std::move(*jid), std::string(minion)};
}

std::optional<std::string> id_in(std::string_view data) {
    MsgpackField fields[] = {{"id"}};
    if (!read_msgpack_fields(data, fields)) return std::nullopt;
    const auto id = text_of(fields[0].raw);
    if (!id || !proto::valid_minion_id(*id)) return std::nullopt;
    return std::string(*id);
}

std::optional<Observation> seen(std::string_view minion) {
    if (!proto::valid_minion_id(minion)) return std::nullopt;
    return MinionSeen{std::string(minion)};
}

}  // namespace

bool event_data_wanted(std::string_view tag) {
    return tag == "salt/key" || tag == "salt/auth";
}

std::optional<Observation> read_event(std::string_view tag, std::string_view data) {
    if (const auto text = jid_of_new(tag)) {
        Result<Jid> jid = Jid::parse(*text);
        if (!jid) return std::nullopt;
        return JobAnnounced{std::move(*jid)};
    }
    if (tag == "salt/key") {
        if (auto id = id_in(data)) return KeyChanged{std::move(*id)};
        return std::nullopt;
    }
    if (tag == "salt/auth") {
        if (auto id = id_in(data)) return MinionSeen{std::move(*id)};
        return std::nullopt;
    }
    std::string_view rest = tag;
    if (take_prefix(rest, kJobPrefix)) return read_return(rest);
    if (take_prefix(rest, kMinionPrefix) && take_suffix(rest, "/start")) return seen(rest);
    rest = tag;
    if (take_prefix(rest, kRefreshPrefix)) return seen(rest);
    rest = tag;
    if (take_prefix(rest, kOwnPrefix)) return OwnEventSeen{};
    return std::nullopt;
}

std::optional<std::vector<std::string>> read_minions(std::string_view bytes) {
    MsgpackView view(bytes);
    const auto size = view.array();
    if (!size) return std::nullopt;
    std::vector<std::string> minions;
    minions.reserve(*size);
    for (std::size_t i = 0; i < *size; ++i) {
        const auto id = view.text();
        if (!id && !view.skip()) return std::nullopt;
        if (id && proto::valid_minion_id(*id)) minions.emplace_back(*id);
    }
    return minions;
}

}  // namespace job_retry
