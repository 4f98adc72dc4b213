// Spool: what the witness (salt/returners) has written down of the master's publications, one file each
// (docs/trust.md, "The witness"). Read in the order of names and removed once it is on the shim's disk; so a
// publication is told again until then, whatever dies in between.
//
// Only the master's own processes and root can write here. A file that cannot be read is put aside under
// another name, never removed: what it said is lost to us, and somebody should see that. What a witness that
// was killed has left unfinished says nothing, and is removed once nobody can be writing it any more.

#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "master_shim/load.h"
#include "runtime/clock.h"
#include "runtime/local_socket.h"
#include "runtime/result.h"

namespace job_retry {

class Spool {
  public:
    // Makes the directory where it is missing (mode 0700). Errors: `denied` (owner or mode), `io`.
    static Result<Spool> open(const std::filesystem::path& directory, Now now);

    struct Entry {
        std::string name;
        Publication publication;
    };
    // The next ones, at most `limit`; nothing while nothing can be new. What is not removed comes again after
    // a moment. Never blocks for long.
    std::vector<Entry> take(std::size_t limit, Now now);
    // They are on disk.
    void remove(const std::vector<Entry>& entries);

    // Readable when take() may have something.
    int watch_fd() const { return inotify_.get(); }
    // When take() wants to be called although nothing happens.
    SteadyTime next() const { return look_at_; }

    std::uint64_t read() const { return read_; }              // since the start
    std::uint64_t unreadable() const { return unreadable_; }  // put aside, now
    const std::string& last_unreadable() const { return last_unreadable_; }
    // What the witness says that it could not write: how often, and why the last time. Empty: nothing.
    std::string missed() const;

  private:
    explicit Spool(std::filesystem::path directory) : directory_(std::move(directory)) {}
    std::vector<std::string> names(std::string_view suffix, std::size_t limit) const;
    void put_aside(const std::string& name, const std::string& why);
    void tell_that_it_is_read() const;
    void clear_unfinished(Now now);
    bool told();

    std::filesystem::path directory_;
    FileDescriptor inotify_;
    SteadyTime look_at_{};
    SteadyTime tell_at_{};
    SteadyTime clear_at_{};
    std::uint64_t read_ = 0;
    std::uint64_t unreadable_ = 0;
    std::string last_unreadable_;
};

// One file of the spool. Error `invalid`: the text says why.
Result<Publication> decode_spooled(std::string_view bytes);

}  // namespace job_retry
