#include "master_shim/own_keys.h"

#include <sys/stat.h>

#include <algorithm>
#include <charconv>
#include <string>

#include "runtime/durable_file.h"

namespace job_retry {
namespace {

constexpr const char* kStatementSerial = "statement_serial";
constexpr std::size_t kMaxKeyFile = 16384;
constexpr mode_t kSecret = 0600;
constexpr mode_t kPublic = 0644;
constexpr mode_t kOthers = 0077;

Result<void> check_secret(const std::filesystem::path& path) {
    struct stat status {};
    if (stat(path.c_str(), &status) != 0 || (status.st_mode & kOthers) == 0) return {};
    return fail(Errc::denied, path.native() + " may be read by others: chmod 600 " + path.native());
}

}  // namespace

Result<CurveKeyPair> own_curve_key(const std::filesystem::path& path) {
    if (auto checked = check_secret(path); !checked) return pass_on(checked);
    auto secret = read_small_file(path, kMaxKeyFile);
    if (!secret) return pass_on(secret);
    if (*secret) {
        const Secret<std::string> bytes(std::move(**secret));
        auto pair = CurveKeyPair::from_secret(*bytes);
        if (!pair)
            return fail(Errc::corrupt, path.native() + " holds no key: remove it, and a new one is made");
        return pair;
    }
    const CurveKeyPair pair = CurveKeyPair::generate();
    const Secret<std::string> bytes(std::string(pair.secret_key->begin(), pair.secret_key->end()));
    if (auto written = write_durably(path, *bytes, kSecret); !written) return pass_on(written);
    return pair;
}

Result<std::uint64_t> next_serial(Deliveries& deliveries, WallTime now) {
    auto last = deliveries.meta(kStatementSerial);
    if (!last) return pass_on(last);
    auto serial = static_cast<std::uint64_t>(now.time_since_epoch().count());
    if (*last) {
        std::uint64_t number = 0;
        std::from_chars((*last)->data(), (*last)->data() + (*last)->size(), number);
        serial = std::max(serial, number + 1);
    }
    if (auto set = deliveries.set_meta(kStatementSerial, std::to_string(serial)); !set) return pass_on(set);
    if (auto committed = deliveries.commit(); !committed) return pass_on(committed);
    return serial;
}

Result<RsaPrivateKey> own_master_key(const std::filesystem::path& pki) {
    const std::filesystem::path path = pki / "master.pem";
    if (auto checked = check_secret(path); !checked) return pass_on(checked);
    auto pem = read_small_file(path, kMaxKeyFile);
    if (!pem) return pass_on(pem);
    if (*pem) {
        const Secret<std::string> secret(std::move(**pem));
        return RsaPrivateKey::from_pem(*secret);
    }
    RsaPrivateKey key = RsaPrivateKey::generate();
    if (auto written = write_durably(path, *key.pem(), kSecret); !written) return pass_on(written);
    if (auto written = write_durably(pki / "master.pub", key.public_key().pem(), kPublic); !written)
        return pass_on(written);
    return key;
}

}  // namespace job_retry
