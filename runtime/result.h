// Result<T>: what a function gives back when the world may refuse. Three outcomes have three shapes all over
// the project: "nothing there" is an empty optional, a world that refuses or nonsense from outside is an
// Error, and a bug of our own aborts. Exceptions of libraries are caught where the library is called.

#pragma once

#include <string>
#include <tl/expected.hpp>
#include <utility>

namespace job_retry {

enum class Errc {
    invalid,      // what came from outside is not what it should be
    not_found,    // the thing that was named does not exist
    denied,       // permissions, ownership, keys: not allowed
    unavailable,  // nobody there, or not now; trying again may help
    io,           // the system refused an operation
    full,         // no room: disk, map or a bound of ours
    corrupt,      // our own data does not read as we write it
    version,      // our own data, in a format that this version does not know
    conflict,     // contradicts what is already recorded
};

struct Error {
    Errc code;
    std::string text;  // for people: what happened, to which file or peer, and what to do
};

// A value or an Error. Ignoring one is a compiler warning, which for us is an error.
template <class T>
class [[nodiscard]] Result : public tl::expected<T, Error> {
  public:
    using tl::expected<T, Error>::expected;
};

inline tl::unexpected<Error> fail(Errc code, std::string text) {
    return tl::unexpected<Error>(Error{code, std::move(text)});
}

// Passes an Error on to a caller whose Result has another value type.
template <class T>
tl::unexpected<Error> pass_on(Result<T>& result) {
    return tl::unexpected<Error>(std::move(result.error()));
}

}  // namespace job_retry
