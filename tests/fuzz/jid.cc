// runtime/jid: a JID, which anybody who may publish chooses, and its key in our databases. Two JIDs, parted
// by the first newline.

#include "runtime/jid.h"

#include "runtime/plain_text.h"
#include "tests/fuzz/fuzz_target.h"

namespace job_retry::fuzz {
namespace {

void check(const Jid& jid) {
    require(!jid.text().empty() && jid.text().size() <= Jid::kMaxSize && !has_control(jid.text()) &&
                jid.text().find('/') == std::string::npos,
            "a JID is safe to show and to look up");
    const std::string key = jid.sort_key();
    require(key.size() <= Jid::kMaxSize + 1 && key.find('\0') == std::string::npos,
            "a key is within its bound");
    const Result<Jid> again = Jid::from_sort_key(key);
    require(again && *again == jid && again->time() == jid.time(), "from_sort_key(sort_key()) is the JID");
}

}  // namespace

void one_input(std::string_view bytes) {
    const std::size_t middle = std::min(bytes.find('\n'), bytes.size());
    const Result<Jid> a = Jid::parse(bytes.substr(0, middle));
    const Result<Jid> b = Jid::parse(bytes.substr(std::min(middle + 1, bytes.size())));
    if (const Result<Jid> of_key = Jid::from_sort_key(bytes)) {
        check(*of_key);
        require(of_key->sort_key() == bytes, "a key is the key of its JID");
    }
    if (a) {
        check(*a);
        require(!has_controls(a->text()), "a new JID has nothing that a terminal acts on");
    }
    if (!a || !b) return;
    accepted();
    check(*b);
    require((*a == *b) == ((*a <=> *b) == 0), "equal and equivalent are the same");
    require((*a < *b) == (*b > *a), "the order is one");
    if (a->time() && b->time() && *a->time() != *b->time())
        require((*a->time() < *b->time()) == (*a < *b), "JIDs with a time are ordered by time");
    if (a->time() && !b->time()) require(*a < *b, "JIDs with a time come first");
}

}  // namespace job_retry::fuzz
