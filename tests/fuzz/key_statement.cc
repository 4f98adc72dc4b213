// proto/handshake: the key socket, which answers and is asked before anybody is known.

#include "proto/handshake.h"
#include "tests/fuzz/fuzz_target.h"

namespace job_retry::fuzz {

void one_input(std::string_view bytes) {
    using namespace proto;
    const bool request = is_key_request(bytes);
    const Result<KeyStatement> statement = decode_key_statement(bytes);
    require(!(request && statement), "a message is a request or a statement, not both");
    if (request || statement) accepted();
    if (!statement) return;
    require(!statement->signature.empty() && statement->signature.size() <= kMaxSignature,
            "a signature is within its bound");
    require(statement->public_key.size() <= kMaxPublicKey, "a public key is within its bound");
    const Result<KeyStatement> again = decode_key_statement(encode(*statement));
    require(again && again->shim_key == statement->shim_key && again->serial == statement->serial &&
                again->master_key == statement->master_key && again->signature == statement->signature &&
                again->public_key == statement->public_key,
            "decode(encode(statement)) is the statement");
}

}  // namespace job_retry::fuzz
