// Secret: characters that are overwritten where they are dropped: private keys as text, CURVE secret keys,
// passphrases. Not for what libraries copy for themselves (ZeroMQ its socket options, yaml-cpp a file's
// text), and not for what stands on our disk as well.
//
// Invariant: no byte of a Secret is left where it stood, neither when it ends nor when it is moved or
// assigned to.

#pragma once

#include <string.h>

#include <utility>

namespace job_retry {

// `Bytes`: a std::string, or a std::array of characters.
template <class Bytes>
class Secret {
  public:
    Secret() = default;
    // Takes them from `bytes`, where they are overwritten.
    Secret(Bytes&& bytes) noexcept {
        bytes_.swap(bytes);
        wipe(bytes);
    }
    Secret(const Secret&) = default;
    Secret(Secret&& other) noexcept : Secret(std::move(other.bytes_)) {}
    Secret& operator=(Secret other) noexcept {
        wipe(bytes_);
        bytes_.swap(other.bytes_);
        return *this;
    }
    ~Secret() { wipe(bytes_); }

    const Bytes& operator*() const { return bytes_; }
    Bytes& operator*() { return bytes_; }
    const Bytes* operator->() const { return &bytes_; }
    Bytes* operator->() { return &bytes_; }

  private:
    static void wipe(Bytes& bytes) noexcept {
        // A string keeps behind its end what was there when it was longer.
        if constexpr (requires { bytes.resize(bytes.capacity()); }) bytes.resize(bytes.capacity());
        explicit_bzero(bytes.data(), bytes.size() * sizeof *bytes.data());
        if constexpr (requires { bytes.clear(); }) bytes.clear();
    }

    Bytes bytes_{};
};

}  // namespace job_retry
