// master_shim/load: a load of the job cache (.load.p), with whatever a publisher has put into it.

#include "master_shim/load.h"

#include "master_shim/msgpack_view.h"
#include "tests/fuzz/fuzz_target.h"

namespace job_retry::fuzz {

void one_input(std::string_view bytes) {
    const auto load = read_load(bytes);
    const auto handed_out = load_for_minion(bytes);
    if (load) {
        require(!load->facts.functions.empty(), "a load names a function");
        require(!load->facts.expire || load->facts.expire->count() > 0, "what expires lasts some time");
    }
    const auto jid = load ? Jid::parse(load->jid) : Result<Jid>(fail(Errc::invalid, ""));
    if (jid) {
        const auto published = read_publication(*jid, bytes, {"m"}, WallTime());
        require(!published || load->cmd == "publish", "only what says so was published");
        require(!published || published->load.empty() || published->load == *handed_out,
                "what was published is what is handed out");
    }
    if (!handed_out) return;

    MsgpackView view(*handed_out);
    require(view.skip() && view.at_end(), "what is handed out is one whole object");
    MsgpackField secrets[] = {{"kwargs"}, {"token"}, {"eauth"}, {"username"}, {"password"}, {"key"}};
    require(read_msgpack_fields(*handed_out, secrets), "what is handed out is a map");
    for (const MsgpackField& secret : secrets)
        require(secret.key == "kwargs" || secret.raw.empty(), "the publisher's secrets stay at home");
    MsgpackField nested[] = {{"token"}, {"eauth"}, {"username"}, {"password"}, {"key"}};
    if (!secrets[0].raw.empty() && read_msgpack_fields(secrets[0].raw, nested))
        for (const MsgpackField& secret : nested)
            require(secret.raw.empty(), "the publisher's secrets in kwargs stay at home");
    require(load_for_minion(*handed_out) == handed_out, "a load is made fit for a minion once");

    const auto again = read_load(*handed_out);
    if (!load) return;  // With a key twice it is none, though what a minion would see of it may be one.
    require(again.has_value(), "a load is still one");
    accepted();
    require(again->jid == load->jid && again->facts.functions == load->facts.functions &&
                again->facts.tgt == load->facts.tgt && again->facts.tgt_type == load->facts.tgt_type &&
                again->facts.user == load->facts.user,
            "the job is the same");
}

}  // namespace job_retry::fuzz
