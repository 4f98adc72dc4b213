// runtime/rsa_key: a private key in PEM form, with a passphrase or none.

#include "runtime/rsa_key.h"
#include "tests/fuzz/fuzz_target.h"

namespace job_retry::fuzz {

void one_input(std::string_view bytes) {
    const Result<RsaPrivateKey> key = RsaPrivateKey::from_pem(bytes, "secret");
    if (!key) {
        require(key.error().code == Errc::invalid || key.error().code == Errc::denied,
                "what is no key is `invalid`, or `denied` for its passphrase");
        return;
    }
    accepted();
    const RsaPublicKey half = key->public_key();
    require(half.verify("a message", key->sign("a message")), "a key that exists works");
    const Result<RsaPrivateKey> again = RsaPrivateKey::from_pem(*key->pem());
    require(again && again->public_key().fingerprint() == half.fingerprint(), "from_pem(pem()) is the key");
}

}  // namespace job_retry::fuzz
