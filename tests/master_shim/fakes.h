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

class FakeJobCache : public JobCache {
  public:
    bool usable() const override { return is_usable; }
    Result<std::string> load(const Jid& job) const override {
        if (unreadable) return fail(Errc::unavailable, "not complete");
        const auto found = loads.find(job.text());
        if (found == loads.end()) return fail(Errc::not_found, "no such job");
        return found->second;
    }
    Result<std::vector<std::string>> minions(const Jid& job) const override {
        const auto found = expected.find(job.text());
        if (found == expected.end()) return fail(Errc::not_found, "no such job");
        return found->second;
    }
    Held holds_return(const Jid& job, const std::string& minion) const override {
        if (returns.contains({job.text(), minion})) return Held::yes;
        return nocache.contains(job.text()) ? Held::never : Held::no;
    }

    // A job as `salt` publishes it.
    void publish(const std::string& job, const std::string& fun = "cmd.run",
                 const std::string& metadata = "") {
        std::vector<std::pair<std::string, std::string>> pairs = {
            {"jid", text(job)},         {"fun", text(fun)}, {"arg", texts({"date"})}, {"tgt", text("*")},
            {"tgt_type", text("glob")}, {"ret", text("")},  {"user", text("root")}};
        if (!metadata.empty()) pairs.emplace_back("kwargs", map({{"metadata", metadata}}));
        loads[job] = map(pairs);
    }

    bool is_usable = true;
    bool unreadable = false;
    std::map<std::string, std::string> loads;
    std::map<std::string, std::vector<std::string>> expected;
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
