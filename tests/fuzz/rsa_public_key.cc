// runtime/rsa_key: a public key in PEM form. Standalone, one comes from a peer that is not known yet.

#include "runtime/rsa_key.h"
#include "tests/fuzz/fuzz_target.h"

namespace job_retry::fuzz {

void one_input(std::string_view bytes) {
    const Result<RsaPublicKey> key = RsaPublicKey::from_pem(bytes);
    if (!key) {
        require(key.error().code == Errc::invalid, "what is no key is `invalid`");
        return;
    }
    accepted();
    require(!key->verify("a message", bytes.substr(0, 256)), "a key is no signature");
    const Result<RsaPublicKey> again = RsaPublicKey::from_pem(key->pem());
    require(again && again->fingerprint() == key->fingerprint(), "from_pem(pem()) is the key");
}

}  // namespace job_retry::fuzz
