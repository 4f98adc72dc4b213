// runtime/local_socket: frames of the gate's, the worker's and the control socket's streams. The first byte
// of an input chooses how the rest is cut into reads.

#include <vector>

#include "runtime/local_socket.h"
#include "tests/fuzz/fuzz_target.h"

namespace job_retry::fuzz {
namespace {

constexpr std::size_t kMaxPayload = 1000;

struct Read {
    std::vector<std::string> payloads;
    bool lost = false;
    friend bool operator==(const Read&, const Read&) = default;
};

void take_all(FrameBuffer& buffer, Read& read) {
    while (!read.lost) {
        auto payload = buffer.next();
        if (!payload) {
            require(payload.error().code == Errc::invalid, "a lost stream is `invalid`");
            require(!buffer.next(), "a lost stream stays lost");
            read.lost = true;
        } else if (*payload) {
            require((*payload)->size() <= kMaxPayload, "a payload is within its bound");
            read.payloads.push_back(std::move(**payload));
        } else {
            require(buffer.buffered() < 4 + kMaxPayload, "no more is kept than one frame");
            return;
        }
    }
}

}  // namespace

void one_input(std::string_view bytes) {
    Chunks chunks(take_byte(bytes));
    FrameBuffer whole(kMaxPayload);
    whole.append(bytes);
    Read at_once;
    take_all(whole, at_once);

    FrameBuffer pieces(kMaxPayload);
    Read in_pieces;
    for (std::string_view rest = bytes; !rest.empty() && !in_pieces.lost;) {
        const std::string_view piece = rest.substr(0, chunks.next());
        rest.remove_prefix(piece.size());
        pieces.append(piece);
        take_all(pieces, in_pieces);
    }
    require(at_once == in_pieces, "however a stream is cut, its frames are the same");

    std::string again;
    for (const std::string& payload : at_once.payloads)
        again += frame(payload);
    require(bytes.substr(0, again.size()) == again, "frame() writes what next() reads");
    require(again.size() + whole.buffered() == bytes.size(), "no byte is lost or read twice");
    if (!at_once.payloads.empty() && !at_once.lost) accepted();
}

}  // namespace job_retry::fuzz
