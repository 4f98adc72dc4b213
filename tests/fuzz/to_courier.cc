// proto/courier: what the agent tells the courier.

#include "proto/courier.h"
#include "tests/fuzz/fuzz_target.h"

namespace job_retry::fuzz {

void one_input(std::string_view bytes) {
    using namespace proto;
    const Result<ToCourier> message = decode_to_courier(bytes);
    if (!message) return;
    accepted();
    if (const auto* open = std::get_if<OpenLine>(&*message)) {
        require(!open->host.empty() && open->port > 0, "a line leads somewhere");
        require(!has_control(open->host) && open->host.find_first_of("/; ") == std::string::npos,
                "a host is a host");
    }
    const Result<ToCourier> again = decode_to_courier(encode(*message));
    require(again && *again == *message, "decode(encode(message)) is the message");
}

}  // namespace job_retry::fuzz
