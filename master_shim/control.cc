#include "master_shim/control.h"

#include <array>
#include <utility>

#include "master_shim/control_server.h"
#include "runtime/local_socket.h"
#include "runtime/text_table.h"

namespace job_retry::control {
namespace {

constexpr std::array<std::pair<Errc, const char*>, 9> kCodes = {{{Errc::invalid, "invalid"},
                                                                 {Errc::not_found, "not_found"},
                                                                 {Errc::denied, "denied"},
                                                                 {Errc::unavailable, "unavailable"},
                                                                 {Errc::io, "io"},
                                                                 {Errc::full, "full"},
                                                                 {Errc::corrupt, "corrupt"},
                                                                 {Errc::version, "version"},
                                                                 {Errc::conflict, "conflict"}}};

}  // namespace

std::string text(const Json& json) {
    return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

Result<Json> parse(const std::string& text) {
    Json json = Json::parse(text, nullptr, false);
    if (json.is_discarded() || !json.is_object()) return fail(Errc::invalid, "not a JSON object");
    return json;
}

void add_time(Json& object, const std::string& name, std::optional<WallTime> time) {
    object[name] = time ? Json(iso_time(*time)) : Json();
    object[name + "_us"] = time ? Json(epoch_microseconds(*time)) : Json();
}

Json refusal(const Error& error) {
    const char* code = "io";
    for (const auto& [errc, name] : kCodes) {
        if (errc == error.code) code = name;
    }
    return {{"ok", false}, {"code", code}, {"error", error.text}};
}

Result<Json> ask(const std::filesystem::path& socket, const Json& request) {
    const auto not_running = [&socket] {
        return fail(Errc::unavailable, "master-shim is not running (nobody answers on " + socket.native() +
                                           "): start it with `systemctl start master-shim`");
    };
    auto connection = connect_local(socket);
    if (!connection && connection.error().code == Errc::denied)
        return fail(Errc::denied, socket.native() + ": not allowed; run this as the user of master-shim");
    if (!connection) return not_running();
    if (!write_frame(connection->get(), text(request))) return not_running();
    auto bytes = read_frame(connection->get(), ControlServer::kMaxFrame);
    if (!bytes) return not_running();
    auto reply = parse(*bytes);
    if (!reply) return reply;
    if (reply->value("ok", false)) return reply;
    const std::string name = reply->value("code", "io");
    Errc code = Errc::io;
    for (const auto& [errc, known] : kCodes) {
        if (name == known) code = errc;
    }
    return fail(code, reply->value("error", "master-shim refused"));
}

}  // namespace job_retry::control
