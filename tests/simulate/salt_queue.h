// SaltQueue: the job queue of a modelled salt-minion, on its disk: it outlives everything but a new
// installation. What lies there is taken at the minion's next look, while it runs and its Salt has such a
// queue.

#pragma once

#include <functional>
#include <map>
#include <string>

#include "minion_agent/queue_directory.h"

namespace job_retry::simulate {

class SaltQueue : public QueueDirectory {
  public:
    // `changed`: something was put there. `runs`: what salt-minion lists as running.
    SaltQueue(std::function<void()> changed, std::function<bool(const Jid&)> runs)
        : changed_(std::move(changed)), runs_(std::move(runs)) {}

    Result<void> put(const std::string& master, const std::string& name, std::string_view load) override {
        files_[{master, name}] = load;
        changed_();
        return {};
    }
    bool holds(const std::string& master, const std::string& name) override {
        return files_.contains({master, name});
    }
    bool withdraw(const std::string& master, const std::string& name) override {
        return files_.erase({master, name}) > 0;
    }
    void clear(const std::string& master) override {
        std::erase_if(files_, [&](const auto& file) { return file.first.first == master; });
    }
    bool runs(const Jid& jid) override { return runs_(jid); }

    // Master and load, of all that is there.
    std::multimap<std::string, std::string> take() {
        std::multimap<std::string, std::string> loads;
        for (auto& [name, load] : files_)
            loads.emplace(name.first, std::move(load));
        files_.clear();
        return loads;
    }

  private:
    std::map<std::pair<std::string, std::string>, std::string> files_;
    std::function<void()> changed_;
    std::function<bool(const Jid&)> runs_;
};

}  // namespace job_retry::simulate
