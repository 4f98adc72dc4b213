// Hostile: a minion with an accepted key that speaks to shims and keeps to no rule: any message of the
// protocol or none, about anybody's jobs, in anybody's name, old, doubled, out of order, mutated, on several
// connections. Whatever a shim tells it is judged: nothing may be of another's.
//
// It is stronger than a real one: it knows all JIDs and ids, and hears what agents say, which CURVE hides.

#pragma once

#include <deque>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "proto/messages.h"
#include "simulate/forgeries.h"
#include "simulate/machine.h"
#include "simulate/network.h"
#include "simulate/witness.h"

namespace job_retry::simulate {

class Hostile : public Machine {
  public:
    struct Options {
        RsaPrivateKey key;  // its own: it has nobody else's
        std::vector<Master*> masters;
        std::vector<std::string> others;
    };
    Hostile(Timeline& timeline, Network& network, Witness& witness, Options options, Forgeries& forgeries);
    ~Hostile() override;

    // Says so many things.
    void say(std::size_t messages);
    std::uint64_t arrived() const;  // at a shim

    static constexpr const char* kName = "hostile";

  private:
    // A connection to a shim.
    struct Line {
        Master* master;
        bool honest;  // says who it is, so that what it says is heard
        std::uint64_t number;
        Network::Dealer dealer;
        std::string as;     // whom its last hello named
        std::string nonce;  // of that
    };
    void turn() override;
    void look_for_shim(Line& line);
    void send(Line& line, const std::string& bytes);
    void hello(Line& line);
    void prove(Line& line, const proto::Challenge& challenge);
    void hear(Line& line, const proto::Message& message);

    // What it may say: each gives bytes.
    std::string request(Line& line);
    std::string greeting(Line& line);
    std::string of_a_shim(Line& line);
    std::string recorded(Line& line);
    std::string mutated(Line& line);
    std::string excess(Line& line);
    std::string other_version(Line& line);
    proto::Report report(const Jid& jid);
    Jid some_jid(Line& line);
    std::string other_name();
    std::string bytes(std::size_t size);

    // What it is told.
    void judge(const Line& line, const proto::PendingList& list) const;
    void judge(const Line& line, const proto::JobLoad& job) const;
    void judge(const Line& line, const proto::Held& held) const;
    void judge(const Line& line, const proto::Gone& gone) const;
    void must_be_its_own(const Line& line, const Jid& jid, const std::string& what) const;

    Network& network_;
    Witness& witness_;
    Options options_;
    Forgeries& forgeries_;
    std::vector<std::unique_ptr<Line>> lines_;
    std::deque<std::string> said_;
    std::set<std::string> refusals_;  // texts; two of them would tell strangers apart
};

}  // namespace job_retry::simulate
