// Liar: somebody who can write the shim's database while it is down, and what a shim says to agents on its
// way, but holds no key of the master. He may lose and delay what he likes; what runs is not his to choose.
//
// He changes what has been signed. What has not, the shim signs itself, as it stands in its database: whoever
// can write there before that is a master's user, and publishes with Salt (SECURITY.md, "Out of scope").

#pragma once

#include <deque>
#include <map>
#include <string>
#include <vector>

#include "master_shim/delivery.h"
#include "proto/messages.h"
#include "simulate/master.h"

namespace job_retry::simulate {

class Liar {
  public:
    struct Options {
        RsaPrivateKey key;  // not the master's
        std::vector<std::string> minions;
    };
    Liar(Timeline& timeline, Witness& witness, Options options)
        : random_(timeline.random), witness_(witness), options_(std::move(options)) {}

    // REQUIRES: its shim is down.
    void change_database(Master& master);
    // What a shim says to an agent, as it arrives there.
    std::string twist(const std::string& payload);

  private:
    using Table = std::map<std::string, std::string, std::less<>>;
    void change(Disk::Database& database, WallTime now);
    void turn_back(Master& master, Disk::Database& database);
    void change_part(Table& parts, const Delivery& delivery);
    void change_audience(Table& audiences, const Delivery& delivery, const Delivery& other);
    void change_delivery(Delivery& delivery, const Delivery& other, WallTime now);
    std::vector<Delivery> signed_deliveries(Disk::Database& database) const;

    void lie(proto::PendingList& list);
    void lie(proto::JobLoad& job);
    void lie(proto::ClockStatement& clock);
    const std::string& a_minion() { return options_.minions[random_.below(options_.minions.size())]; }
    WallTime another_time(WallTime time) {
        const Duration by = random_.mostly_short(Duration(1), std::chrono::hours(50));
        return random_.chance(0.5) ? time + by : time - by;
    }

    Random& random_;
    Witness& witness_;
    Options options_;
    std::map<const Master*, Disk::Database> former_;  // databases
    // What shims have said before, to whomever.
    std::deque<std::string> heard_;
    std::deque<proto::JobLoad> jobs_;
    std::deque<proto::PendingList::Item> items_;
    std::deque<proto::ClockStatement> clocks_;
};

}  // namespace job_retry::simulate
