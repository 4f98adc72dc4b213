#include "simulate/forgeries.h"

#include <algorithm>
#include <utility>

namespace job_retry::simulate {

namespace {

constexpr std::size_t kRecent = 30;  // jobs; of older ones hardly anything is open

}  // namespace

std::string Forgeries::load(const std::string& jid, const std::string& cmd) {
    using test::text;
    return test::map({{"cmd", text(cmd)},
                      {"jid", text(jid)},
                      {"fun", text("cmd.run")},
                      {"arg", test::texts({"what nobody has published"})},
                      {"tgt", text("*")},
                      {"tgt_type", text("glob")},
                      {"ret", text("")},
                      {"user", text("root")}});
}

std::string Forgeries::invented_jid(Master& master) {
    switch (random_.below(4)) {
        case 0:
            return master.fresh_jid(random_.between(Duration(0), std::chrono::hours(48)));
        case 1:
            return "nightly-" + std::to_string(random_.below(30));  // before a user chooses it
        case 2:
            return std::string(1 + random_.below(Jid::kMaxSize), char('a' + random_.below(26)));
        default:
            return master.fresh_jid();
    }
}

std::string Forgeries::some_jid(Master& master) {
    const auto& jids = master.jids_published();
    if (jids.empty() || random_.chance(0.3)) return invented_jid(master);
    const std::size_t among = random_.chance(0.8) ? std::min(jids.size(), kRecent) : jids.size();
    return jids[jids.size() - 1 - random_.below(among)];
}

void Forgeries::one() {
    Master& master = *options_.masters[random_.below(options_.masters.size())];
    if (!master.salt_is_up()) return;
    ++arrived_;
    switch (random_.below(4)) {
        case 0:
            return forge_return(master);
        case 1:
            return forge_load(master);
        case 2:
            if (options_.syndic) return forge_any_load(master);
            [[fallthrough]];
        default:
            return forge_event(master);
    }
}

void Forgeries::forge_return(Master& master) {
    witness_.count("forged: returns in others' names");
    master.take_forged_return(some_jid(master), options_.minions[random_.below(options_.minions.size())]);
}

void Forgeries::forge_event(Master& master) {
    const Jid jid = *Jid::parse(some_jid(master));
    const std::string& other = options_.minions[random_.below(options_.minions.size())];
    witness_.count("forged: events");
    switch (random_.below(4)) {
        case 0:
            return master.tell(JobAnnounced{jid});
        case 1:
            return master.tell(ReturnSeen{jid, other});
        case 2:
            return master.tell(MinionSeen{other});
        default:
            return master.tell(KeyChanged{other});
    }
}

// Salt computes for whom it is from the load's own target.
void Forgeries::store(Master& master, const std::string& jid, const std::string& cmd) {
    master.cache.loads[jid] = load(jid, cmd);
    master.cache.expected[jid] = options_.minions;
    master.cache.times[jid] = master.now().wall;
    if (random_.chance(0.5)) master.tell(JobAnnounced{*Jid::parse(jid)});
}

void Forgeries::forge_load(Master& master) {
    const std::string jid = some_jid(master);
    if (master.cache.loads.contains(jid)) return forge_return(master);  // then it is no more than a return
    witness_.count("forged: loads of a _return");
    store(master, jid, "_return");
}

void Forgeries::forge_any_load(Master& master) {
    const std::string jid = some_jid(master);
    witness_.count(master.published.contains(jid) ? "forged: loads over those of published jobs"
                                                  : "forged: loads of a _syndic_return");
    store(master, jid, "publish");
    master.cache.distrusted = "a minion has sent what only a syndic may";
    if (random_.chance(0.5))
        master.take_forged_return(jid, options_.minions[random_.below(options_.minions.size())]);
}

}  // namespace job_retry::simulate
