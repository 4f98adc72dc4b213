// Loads: a job as Salt saves it when it is published (.load.p of the job cache, the witness's spool). Pure;
// reads only what rules and people look at, and never changes an argument: what is handed to a minion are
// Salt's own bytes.
//
// What is saved is not always a publication: any accepted minion can have a load of its own saved (`_return`,
// `_syndic_return`), and salt-ssh, salt-call and schedules save theirs. read_publication() tells them apart
// as far as a load tells by itself (docs/trust.md has the rest).

#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "runtime/clock.h"
#include "runtime/jid.h"
#include "runtime/result.h"

namespace job_retry {

// What is said about a job to people, and what rules look at. Texts may be not UTF-8.
struct JobFacts {
    std::vector<std::string> functions;
    std::string tgt;       // a list target is joined by commas
    std::string tgt_type;  // "glob" when Salt does not say
    std::string user;
    bool excluded_by_job = false;                // metadata: {job_retry: False}, or it bypasses the gate
    bool by_peer = false;                        // a minion published it (publish.publish)
    std::optional<std::chrono::seconds> expire;  // metadata: {job_retry: {expire: N}}
};

// The facts of a load; empty when it is no load.
struct LoadFacts {
    JobFacts facts;
    std::string jid;    // as the load names it
    std::string cmd;    // "publish" where the master published it
    std::string kills;  // the JID of the job that it ends (saltutil.kill_job and its like); empty: none
};
std::optional<LoadFacts> read_load(std::string_view load);

// The same load without what is not the minion's business: the job cache keeps the publisher's token, user
// name and password (external_auth) in `kwargs`. Only what Salt itself would publish stays (_prep_pub in
// salt/master.py), in the stored form. Empty when it is no load.
std::optional<std::string> load_for_minion(std::string_view stored);

// A job as the master published it, and to whom; told by the witness's spool, by the job cache, or by the
// command of a shim without Salt.
struct Publication {
    Jid jid;
    JobFacts facts;
    std::string load;  // load_for_minion(); empty when it is too large to be handed out
    std::vector<std::string> minions;
    WallTime published_at{};
    bool keeps_no_returns = false;  // published with `nocache`: the job cache never shows who has returned
    std::string kills;              // as in LoadFacts
};
// Error `invalid`: `stored` is no load of a publication under this JID; the text says why.
Result<Publication> read_publication(const Jid& jid, std::string_view stored,
                                     std::vector<std::string> minions, WallTime published_at);

// A load from its parts. `fun`, `arg` and `tgt` are msgpack, taken as they are.
std::string make_load(const Jid& jid, const JobFacts& facts, std::string_view fun, std::string_view arg,
                      std::string_view tgt);

// `fun` of a load: one name or a list of names. Empty when it is neither.
std::vector<std::string> read_functions(std::string_view raw);
// A text, or a list of texts joined by commas; empty for anything else.
std::string read_target(std::string_view raw);
// A JID that a user chose may be a number.
std::string read_jid(std::string_view raw);

}  // namespace job_retry
