// master_shim/control: what a command asks the daemon. JSON, in frames of a local socket.

#include "master_shim/control.h"

#include "tests/fuzz/fuzz_target.h"

namespace job_retry::fuzz {

void one_input(std::string_view bytes) {
    // Whatever a text holds, a reply that tells it is JSON.
    const std::string refusal = control::text(control::refusal({Errc::invalid, std::string(bytes)}));
    require(control::parse(refusal).has_value(), "a refusal is an object");

    const auto request = control::parse(std::string(bytes));
    if (!request) return;
    accepted();
    require(request->is_object(), "a request is an object");
    const auto again = control::parse(control::text(*request));
    require(again && *again == *request, "parse(text(request)) is the request");
}

}  // namespace job_retry::fuzz
