// Disk: what of a machine survives the loss of its power. Databases (database.cc stands in for
// runtime/database) and small files (files.cc) live here; everything else that a program knows dies with it.
//
// Invariant: what a transaction has written is here from its commit on, all of it, and nothing before.

#pragma once

#include <cstddef>
#include <functional>
#include <map>
#include <string>
#include <utility>

#include "runtime/result.h"

namespace job_retry::simulate {

// Thrown out of the product by the moment at which its process is killed or its machine loses power. Not a
// std::exception: nothing but the simulation may catch it.
struct Killed {};

struct Disk {
    struct Database {
        std::string format;
        std::uint32_t version = 0;
        std::size_t map_size = 0;
        std::size_t used = 0;
        std::uint64_t commits = 0;
        std::map<std::string, std::map<std::string, std::string, std::less<>>> tables;
        std::size_t open = 0;  // how often, now
    };
    std::map<std::string, Database> databases;  // by directory
    std::map<std::string, std::string> files;

    // What goes wrong now, if anything; asked before each access.
    enum class Access { open, read, begin, commit };
    std::function<Result<void>(Access)> fault = [](Access) { return Result<void>(); };
    // Just before and just after a change is durable: throws Killed when this is the end.
    std::function<void()> moment = [] {};

    // Within this, nothing goes wrong: the simulation itself looks at what is there.
    class Calm {
      public:
        explicit Calm(Disk& disk)
            : disk_(disk),
              fault_(std::exchange(disk.fault, [](Access) { return Result<void>(); })),
              moment_(std::exchange(disk.moment, [] {})) {}
        ~Calm() {
            disk_.fault = std::move(fault_);
            disk_.moment = std::move(moment_);
        }
        Calm(const Calm&) = delete;
        Calm& operator=(const Calm&) = delete;

      private:
        Disk& disk_;
        std::function<Result<void>(Access)> fault_;
        std::function<void()> moment_;
    };

    // Within this, another process of the machine is at work: what is open in one may be opened in the other.
    class OtherProcess {
      public:
        explicit OtherProcess(Disk& disk) : disk_(disk) {
            for (auto& [path, data] : disk.databases)
                open_[path] = std::exchange(data.open, 0);
        }
        ~OtherProcess() {
            for (const auto& [path, times] : open_)
                disk_.databases[path].open = times;
        }
        OtherProcess(const OtherProcess&) = delete;
        OtherProcess& operator=(const OtherProcess&) = delete;

      private:
        Disk& disk_;
        std::map<std::string, std::size_t> open_;
    };

    // Of the machine whose turn it is.
    static Disk& here();
};

}  // namespace job_retry::simulate
