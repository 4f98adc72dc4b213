// A master's job cache and keys in memory, for tests of what decides on them.

#pragma once

#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "master_shim/job_cache.h"
#include "master_shim/keys.h"
#include "runtime/rsa_key.h"
#include "tests/master_shim/salt_bytes.h"

namespace job_retry::test {

inline Jid jid(const std::string& text) {
    auto parsed = Jid::parse(text);
    return *parsed;
}

// A load as Salt saves it when it publishes a job.
inline std::string published_load(const std::string& job, const std::string& fun = "cmd.run",
                                  const std::string& metadata = "", const std::string& arg = "date",
                                  const std::string& tgt = "*") {
    std::vector<std::pair<std::string, std::string>> pairs = {
        {"cmd", text("publish")}, {"jid", text(job)},         {"fun", text(fun)}, {"arg", texts({arg})},
        {"tgt", text(tgt)},       {"tgt_type", text("glob")}, {"ret", text("")},  {"user", text("root")}};
    if (!metadata.empty()) pairs.emplace_back("kwargs", map({{"metadata", metadata}}));
    return map(pairs);
}

class FakeJobCache : public JobCache {
  public:
    Held holds_return(const Jid& job, const std::string& minion) const override {
        if (!keeps_returns) return Held::never;
        if (returns.contains({job.text(), minion})) return Held::yes;
        return nocache.contains(job.text()) ? Held::never : Held::no;
    }
    Result<Publication> publication(const Jid& job) const override {
        if (unreadable) return fail(Errc::unavailable, "not complete");
        const auto load = loads.find(job.text());
        const auto minions = expected.find(job.text());
        if (load == loads.end() || minions == expected.end()) return fail(Errc::not_found, "no such job");
        const auto time = times.find(job.text());
        auto read = read_publication(job, load->second, minions->second,
                                     time == times.end() ? WallTime() : time->second);
        if (read) read->keeps_no_returns = nocache.contains(job.text());
        return read;
    }
    std::string distrust() const override { return distrusted; }
    bool has_forgotten(const Jid& job) const override { return !loads.contains(job.text()); }

    // A job as `salt` publishes it.
    void publish(const std::string& job, const std::vector<std::string>& minions, WallTime at,
                 const std::string& fun = "cmd.run", const std::string& metadata = "") {
        loads[job] = published_load(job, fun, metadata);
        expected[job] = minions;
        times[job] = at;
    }

    bool keeps_returns = true;
    bool unreadable = false;
    std::string distrusted;
    std::map<std::string, std::string> loads;
    std::map<std::string, std::vector<std::string>> expected;
    std::map<std::string, WallTime> times;
    std::set<std::pair<std::string, std::string>> returns;
    std::set<std::string> nocache;
};

class FakeKeys : public Keys {
  public:
    Result<std::string> mark(const std::string& minion) const override {
        if (unreadable) return fail(Errc::unavailable, "not now");
        const auto found = marks.find(minion);
        if (found == marks.end()) return fail(Errc::denied, "not accepted");
        return found->second;
    }
    Result<RsaPublicKey> key(const std::string& minion) const override {
        if (unreadable) return fail(Errc::unavailable, "not now");
        const auto found = keys.find(minion);
        if (found == keys.end()) return fail(Errc::denied, "not accepted");
        return found->second;
    }
    void accept(const std::string& minion, const std::string& mark = "key") { marks[minion] = mark; }
    void accept(const std::string& minion, const RsaPublicKey& key) {
        accept(minion);
        keys.emplace(minion, key);
    }

    std::map<std::string, std::string> marks;
    std::map<std::string, RsaPublicKey> keys;
    bool unreadable = false;
};

// A time that moves when it is told to.
struct FakeTime {
    Now now{WallTime(std::chrono::seconds(1767323045)), SteadyTime(std::chrono::seconds(1000))};
    void pass(std::chrono::microseconds time) {
        now.wall += time;
        now.steady += time;
    }
};

}  // namespace job_retry::test
