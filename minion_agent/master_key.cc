#include "minion_agent/master_key.h"

#include <array>
#include <charconv>
#include <string>
#include <string_view>

#include "runtime/durable_file.h"
#include "runtime/log.h"

namespace job_retry {

namespace {

constexpr std::size_t kMaxKeyFile = std::size_t{64} << 10;
constexpr std::size_t kMaxSerialFile = 128;

// Of a fingerprint or a CURVE key.
std::string hex_of(const std::array<unsigned char, 32>& bytes) {
    return hex({reinterpret_cast<const char*>(bytes.data()), bytes.size()});
}

}  // namespace

Result<std::optional<RsaPublicKey>> MasterKey::pinned() const {
    auto pem = read_small_file(options_.pinned, kMaxKeyFile);
    if (!pem) return pass_on(pem);
    if (!*pem) return std::nullopt;
    auto key = RsaPublicKey::from_pem(**pem);
    if (!key) return fail(key.error().code, options_.pinned.native() + ": " + key.error().text);
    return *key;
}

Result<void> MasterKey::accept(const proto::KeyStatement& statement) const {
    auto known = pinned();
    if (!known) return pass_on(known);
    if (!*known && !options_.may_pin) {
        return fail(Errc::unavailable, options_.pinned.native() +
                                           " is not there yet: this minion has not met its master; start "
                                           "salt-minion and accept its key on the master");
    }
    auto key = *known ? Result<RsaPublicKey>(**known) : pin(statement);
    if (!key) return pass_on(key);
    auto verified = proto::verify_key_statement(statement, *key);
    if (!verified) {
        return fail(verified.error().code, verified.error().text +
                                               "; if the master has got a new key on purpose, remove " +
                                               options_.pinned.native());
    }
    return check_serial(statement);
}

Result<RsaPublicKey> MasterKey::pin(const proto::KeyStatement& statement) const {
    auto key = RsaPublicKey::from_pem(statement.public_key);
    if (!key)
        return fail(Errc::denied, "the master's shim does not show its master's key: " + key.error().text);
    auto verified = proto::verify_key_statement(statement, *key);
    if (!verified) return pass_on(verified);
    auto written = write_durably(options_.pinned, key->pem(), 0644);
    if (!written) return pass_on(written);
    log::info("pinned the master's key ", hex_of(key->fingerprint()), " in ", options_.pinned);
    return key;
}

// The file: the highest serial, a space, and the CURVE key that it was of.
Result<void> MasterKey::check_serial(const proto::KeyStatement& statement) const {
    const auto file = options_.serials / hex_of(statement.master_key);
    auto text = read_small_file(file, kMaxSerialFile);
    if (!text) return pass_on(text);
    std::uint64_t highest = 0;
    bool same_key = false;
    if (*text) {
        const char* end = (*text)->data() + (*text)->size();
        const auto parsed = std::from_chars((*text)->data(), end, highest);
        if (parsed.ec != std::errc() || parsed.ptr == end || *parsed.ptr != ' ')
            return fail(Errc::corrupt, file.native() + ": not a serial and a key; remove it to start anew");
        same_key = std::string_view(parsed.ptr + 1, end) == hex_of(statement.shim_key);
    }
    if (statement.serial <= highest && same_key) return {};
    if (statement.serial < highest) {
        return fail(Errc::denied,
                    "the shim shows an older key than it did before (serial " +
                        std::to_string(statement.serial) + ", known " + std::to_string(highest) +
                        "): an old one that was put back, or somebody else; if it is right, remove " +
                        file.native());
    }
    return write_durably(file, std::to_string(statement.serial) + " " + hex_of(statement.shim_key), 0600);
}

}  // namespace job_retry
