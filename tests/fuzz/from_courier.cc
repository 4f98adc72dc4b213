// proto/courier: what the courier tells the agent. The courier has every socket to the network: whoever has
// taken it over chooses each of these bytes.

#include "proto/courier.h"
#include "tests/fuzz/fuzz_target.h"

namespace job_retry::fuzz {

void one_input(std::string_view bytes) {
    using namespace proto;
    const Result<FromCourier> message = decode_from_courier(bytes);
    if (!message) return;
    accepted();
    if (const auto* carry = std::get_if<Carry>(&*message))
        require(!carry->bytes.empty() && carry->bytes.size() <= kMaxMessage, "a message is within its bound");
    if (const auto* failed = std::get_if<LineFailed>(&*message))
        require(failed->text.size() <= kMaxText, "a reason is within its bound");
    const Result<FromCourier> again = decode_from_courier(encode(*message));
    require(again && *again == *message, "decode(encode(message)) is the message");
    require(!decode_to_courier(bytes) || std::holds_alternative<Carry>(*message),
            "a message has one direction, but for what is carried");
}

}  // namespace job_retry::fuzz
