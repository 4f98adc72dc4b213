#include "master_shim/event_frame.h"

#include <algorithm>
#include <cstring>

#include "master_shim/msgpack_view.h"

namespace job_retry {
namespace {

constexpr std::size_t kReadSize = std::size_t{128} << 10;
constexpr std::size_t kPrefixSize = 4;
constexpr unsigned char kHighestPrefixByte = 0x7f;  // a map starts with 0x80 or more
constexpr std::uint64_t kMaxPairs = 16;
constexpr std::string_view kTagEnd = "\n\n";
constexpr std::string_view kBodyKey = "body";

}  // namespace

EventFrames::EventFrames(Wanted wanted, const Limits& limits)
    : wanted_(wanted), limits_(limits), buffer_(2 * kReadSize) {}

std::span<char> EventFrames::space() {
    if (buffer_.size() - end_ < kReadSize) {
        std::memmove(buffer_.data(), buffer_.data() + begin_, end_ - begin_);
        end_ -= begin_;
        begin_ = 0;
    }
    // Room for the whole of a body that is kept, so that it is not moved again for every read.
    if (in_body_ && body_size_ <= limits_.data + limits_.tag && buffer_.size() < body_size_ + kReadSize)
        buffer_.resize(body_size_ + kReadSize);
    else if (begin_ == end_ && buffer_.size() > 2 * kReadSize)
        buffer_ = std::vector<char>(2 * kReadSize);
    if (begin_ == end_) begin_ = end_ = 0;
    return {buffer_.data() + end_, buffer_.size() - end_};
}

Result<void> EventFrames::took(std::size_t size, const Visit& visit) {
    end_ += size;
    while (true) {
        switch (step(visit)) {
            case Step::forward:
                break;
            case Step::need_more:
                return {};
            case Step::invalid:
                return fail(Errc::invalid, "the master event bus sent no event frame");
        }
    }
}

void EventFrames::consume(std::size_t size) {
    begin_ += size;
    frame_size_ += size;
}

bool EventFrames::too_long() const {
    const std::uint64_t bound = announced_ != 0 ? announced_ : limits_.frame;
    return frame_size_ > bound || skip_bytes_ > bound - frame_size_ || skip_objects_ > bound;
}

EventFrames::Step EventFrames::step(const Visit& visit) {
    if (skip_bytes_ > 0 || skip_objects_ > 0) return skip();
    if (in_body_) return body(visit);
    if (pairs_left_ > 0) return pair();
    return start();
}

EventFrames::Step EventFrames::start() {
    if (announced_ != 0 && frame_size_ != announced_) return Step::invalid;
    const std::string_view bytes = pending();
    if (bytes.empty()) {
        frame_size_ = announced_ = 0;
        return Step::need_more;
    }
    std::size_t prefix = 0;
    std::uint64_t length = 0;
    if (static_cast<unsigned char>(bytes.front()) <= kHighestPrefixByte) {
        if (bytes.size() < kPrefixSize) {
            frame_size_ = announced_ = 0;
            return Step::need_more;
        }
        for (std::size_t i = 0; i < kPrefixSize; ++i)
            length = length << 8 | static_cast<unsigned char>(bytes[i]);
        if (length == 0 || length > limits_.frame) return Step::invalid;
        prefix = kPrefixSize;
    }
    MsgpackHead head;
    const HeadStatus status = parse_msgpack_head(bytes.substr(prefix), head);
    if (status == HeadStatus::need_more) {
        frame_size_ = announced_ = 0;
        return Step::need_more;
    }
    if (status == HeadStatus::invalid || head.kind != MsgpackKind::map || head.children / 2 > kMaxPairs)
        return Step::invalid;
    begin_ += prefix;
    frame_size_ = 0;
    announced_ = length;
    prefixed_ = prefix != 0;
    pairs_left_ = head.children / 2;
    consume(head.size);
    return too_long() ? Step::invalid : Step::forward;
}

EventFrames::Step EventFrames::pair() {
    const std::string_view bytes = pending();
    MsgpackHead key;
    HeadStatus status = parse_msgpack_head(bytes, key);
    if (status == HeadStatus::need_more) return Step::need_more;
    if (status == HeadStatus::invalid) return Step::invalid;
    if (key.kind != MsgpackKind::text || key.payload != kBodyKey.size()) {
        skip_objects_ = 2;
        --pairs_left_;
        return Step::forward;
    }
    const std::size_t key_size = key.size + kBodyKey.size();
    if (bytes.size() <= key_size) return Step::need_more;
    MsgpackHead value;
    status = parse_msgpack_head(bytes.substr(key_size), value);
    if (status == HeadStatus::need_more) return Step::need_more;
    if (status == HeadStatus::invalid) return Step::invalid;
    --pairs_left_;
    if (bytes.substr(key.size, kBodyKey.size()) != kBodyKey || value.kind != MsgpackKind::text) {
        consume(key_size);
        skip_objects_ = 1;
        return Step::forward;
    }
    consume(key_size + value.size);
    body_size_ = value.payload;
    in_body_ = true;
    const std::uint64_t bound = announced_ != 0 ? announced_ : limits_.frame;
    return too_long() || body_size_ > bound - frame_size_ ? Step::invalid : Step::forward;
}

EventFrames::Step EventFrames::body(const Visit& visit) {
    const std::string_view all = pending();
    const std::string_view here = all.substr(0, std::min<std::uint64_t>(all.size(), body_size_));
    const std::string_view start = here.substr(0, limits_.tag + kTagEnd.size());
    const std::size_t tag_size = start.find(kTagEnd);
    if (tag_size == std::string_view::npos) {
        if (here.size() < body_size_ && start.size() < limits_.tag + kTagEnd.size()) return Step::need_more;
        in_body_ = false;  // nothing that Salt fires; the frame is whole all the same
        skip_bytes_ = body_size_;
        return Step::forward;
    }
    EventFrame event{here.substr(0, tag_size), {}, false};
    if (wanted_(event.tag)) {
        event.too_large = body_size_ - tag_size - kTagEnd.size() > limits_.data;
        if (!event.too_large) {
            if (here.size() < body_size_) return Step::need_more;
            event.data = here.substr(tag_size + kTagEnd.size());
        }
    }
    visit(event);
    in_body_ = false;
    skip_bytes_ = body_size_;
    return Step::forward;
}

EventFrames::Step EventFrames::skip() {
    const std::string_view bytes = pending();
    if (skip_bytes_ > 0) {
        const auto now = static_cast<std::size_t>(std::min<std::uint64_t>(skip_bytes_, bytes.size()));
        consume(now);
        skip_bytes_ -= now;
        return skip_bytes_ > 0 ? Step::need_more : Step::forward;
    }
    MsgpackHead head;
    const HeadStatus status = parse_msgpack_head(bytes, head);
    if (status == HeadStatus::need_more) return Step::need_more;
    if (status == HeadStatus::invalid) return Step::invalid;
    consume(head.size);
    skip_bytes_ = head.payload;
    skip_objects_ += head.children;
    --skip_objects_;
    return too_long() ? Step::invalid : Step::forward;
}

}  // namespace job_retry
