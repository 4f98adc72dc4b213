// The shim's own keys: its CURVE key pair, made at the first start and kept, so that agents need not learn a
// new one after every restart; the numbers of its statements; and, without Salt, the master's RSA key.

#pragma once

#include <cstdint>
#include <filesystem>

#include "master_shim/deliveries.h"
#include "runtime/clock.h"
#include "runtime/result.h"
#include "runtime/rsa_key.h"
#include "runtime/transport.h"

namespace job_retry {

// `path` holds the secret half, mode 0600. Error `denied` when others may read it, `corrupt` when it holds no
// key.
Result<CurveKeyPair> own_curve_key(const std::filesystem::path& path);

// The serial of a new statement of the key: above all earlier ones whatever the clock does, because an agent
// never goes back to a lower one. Commits; on disk when it returns.
Result<std::uint64_t> next_serial(Deliveries& deliveries, WallTime now);

// Standalone: `<pki>/master.pem` and `master.pub`.
Result<RsaPrivateKey> own_master_key(const std::filesystem::path& pki);

}  // namespace job_retry
