// Forgeries: what Salt lets every accepted minion do through salt-master itself, and what the master's job
// cache and event bus say from then on. Not what Salt refuses: a publication, a key.
//
//   _return         a return in another's name; under a JID without a load its own words become the load
//   _syndic_return  any load under any JID, `cmd: publish` included, and a name in <cachedir>/syndics
//   _minion_event   nearly every event

#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "simulate/master.h"

namespace job_retry::simulate {

class Forgeries {
  public:
    struct Options {
        std::vector<Master*> masters;
        std::vector<std::string> minions;  // all others
        bool syndic = true;                // _syndic_return is used
    };
    Forgeries(Timeline& timeline, Witness& witness, Options options)
        : random_(timeline.random), witness_(witness), options_(std::move(options)) {}

    void one();
    std::uint64_t arrived() const { return arrived_; }  // at a master that was up

    // As Salt stores it: not what anybody has published. `cmd`: what the load says of itself.
    static std::string load(const std::string& jid, const std::string& cmd);
    // Of a job of theirs, or one that nobody has published.
    std::string some_jid(Master& master);

  private:
    std::string invented_jid(Master& master);
    void forge_return(Master& master);
    void forge_event(Master& master);
    void forge_load(Master& master);
    void forge_any_load(Master& master);
    void store(Master& master, const std::string& jid, const std::string& cmd);

    Random& random_;
    Witness& witness_;
    Options options_;
    std::uint64_t arrived_ = 0;
};

}  // namespace job_retry::simulate
