#include "runtime/unread.h"

#include <algorithm>

namespace job_retry {
namespace {

struct Payload {
    std::string bytes;
    std::shared_ptr<std::atomic<std::size_t>> waiting;
};

void let_go(void* /*data*/, void* hint) {
    const std::unique_ptr<Payload> payload(static_cast<Payload*>(hint));
    *payload->waiting -= payload->bytes.size();
}

}  // namespace

std::optional<zmq::message_t> Unread::message(const std::string& connection, std::string_view payload) {
    if (waiting_.size() >= forget_at_) forget_who_has_read();
    std::shared_ptr<Bytes>& waiting = waiting_[connection];
    if (!waiting) waiting = std::make_shared<Bytes>(0);
    const std::size_t before = *waiting;
    if (before > 0 && before + payload.size() > limit_) return std::nullopt;
    *waiting += payload.size();
    auto* kept = new Payload{std::string(payload), waiting};
    return zmq::message_t(kept->bytes.data(), kept->bytes.size(), let_go, kept);
}

void Unread::forget_who_has_read() {
    std::erase_if(waiting_, [](const auto& entry) { return *entry.second == 0; });
    forget_at_ = std::max<std::size_t>(64, 2 * waiting_.size());
}

}  // namespace job_retry
