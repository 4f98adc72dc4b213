#include "minion_agent/courier_lines.h"

#include <pwd.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <deque>
#include <utility>

#include "runtime/log.h"

namespace job_retry {

namespace {

constexpr std::size_t kOneRead = std::size_t{64} << 10;

std::string name_of(uid_t uid) {
    std::array<char, 16384> buffer{};
    passwd entry{};
    passwd* found = nullptr;
    if (getpwuid_r(uid, &entry, buffer.data(), buffer.size(), &found) != 0 || found == nullptr)
        return std::to_string(uid);
    return entry.pw_name;
}

}  // namespace

class CourierLines::CourierLine : public Line {
  public:
    CourierLine(CourierLines& lines, std::uint64_t number) : lines_(lines), number_(number) {}
    ~CourierLine() override { lines_.close(number_); }
    CourierLine(const CourierLine&) = delete;
    CourierLine& operator=(const CourierLine&) = delete;

    std::vector<DealerSocket::Link> changes() override { return std::exchange(changes_, {}); }
    std::optional<std::string> receive() override {
        if (inbox_.empty()) return std::nullopt;
        std::string first = std::move(inbox_.front());
        inbox_.pop_front();
        return first;
    }
    void send(std::string_view bytes) override {
        if (!broken_) lines_.say(proto::Carry{number_, std::string(bytes)});
    }
    std::optional<Error> broken() const override { return broken_; }

    // What is taken off here in a step is all that comes in a step.
    bool has_room() const { return inbox_.size() + changes_.size() < 2 * kFrames; }
    void changed(DealerSocket::Link change) { changes_.push_back(change); }
    void received(std::string bytes) { inbox_.push_back(std::move(bytes)); }
    void breaks(Error why) {
        broken_ = std::move(why);
        inbox_.clear();
        changes_.clear();
    }

  private:
    CourierLines& lines_;
    std::uint64_t number_;
    std::deque<std::string> inbox_;
    std::vector<DealerSocket::Link> changes_;
    std::optional<Error> broken_;
};

CourierLines::CourierLines(Options options) : options_(std::move(options)) {}

CourierLines::~CourierLines() {
    if (process_) process_->end();
}

Result<std::unique_ptr<Line>> CourierLines::open(const Place& place) {
    if (!ready()) return fail(Errc::unavailable, "there is no courier to the network now");
    if (!proto::valid_host(place.host)) return fail(Errc::invalid, "'" + place.host + "' is no host");
    if (lines_.size() >= proto::kMaxLines) return fail(Errc::full, "more masters than the courier can reach");
    auto line = std::make_unique<CourierLine>(*this, ++last_line_);
    lines_[last_line_] = line.get();
    say(proto::OpenLine{last_line_, place.host, place.port, place.shim_key});
    return line;
}

void CourierLines::close(std::uint64_t line) {
    if (lines_.erase(line) > 0) say(proto::CloseLine{line});
}

void CourierLines::say(const proto::ToCourier& message) {
    unwritten_ += frame(proto::encode(message));
    write();  // that it has ended, the next step sees
}

void CourierLines::step(Now now) {
    if (leaving_) look_at_end();
    if (!process_ && start_at_ && *start_at_ <= now.steady) start(now);
    if (process_ && !leaving_) read(now);
    if (process_ && !leaving_ && heard_until_ && *heard_until_ <= now.steady)
        give_up(ready() ? "it hangs" : "it does not get ready", now);
    if (process_ && !leaving_ && unwritten_.size() > kMaxUnwritten) give_up("it does not listen", now);
    if (process_ && !leaving_ && !write()) give_up("it has ended", now);
}

void CourierLines::start(Now now) {
    start_at_.reset();
    started_ = now.steady;
    auto process = options_.start();
    if (!process) return give_up(process.error().text, now);
    process_.emplace(std::move(*process));
    who_.reset();
    frames_ = FrameBuffer(proto::kMaxCourierFrame);
    unwritten_.clear();
    read_at_.reset();
    heard_until_ = now.steady + options_.ready_within;
}

void CourierLines::read(Now now) {
    if (read_at_ && *read_at_ > now.steady) return;
    read_at_.reset();
    std::size_t frames = 0;
    std::size_t bytes = 0;
    while (frames < kFrames && bytes < kBytes) {
        auto payload = frames_.next();
        if (!payload) return give_up("it talks nonsense: " + payload.error().text, now);
        if (*payload) {
            ++frames;
            bytes += (*payload)->size();
            auto message = proto::decode_from_courier(**payload);
            auto taken = message ? take(*message, now) : Result<void>(pass_on(message));
            if (!taken) return give_up("it talks nonsense: " + taken.error().text, now);
            continue;
        }
        auto received = process_->receive(kOneRead);
        if (received.over) return give_up("it has ended", now);
        if (received.bytes.empty()) return;
        if (auto fits = look_at(received.sender); !fits) return give_up(fits.error().text, now);
        frames_.append(received.bytes);
    }
    read_at_ = now.steady + options_.pause;
}

// Whoever started it may have meant well.
Result<void> CourierLines::look_at(const std::optional<Peer>& sender) {
    if (who_ || !sender) return {};
    if (sender->uid == 0 && !options_.may_be_root) return fail(Errc::denied, "it runs as root");
    who_ = sender;
    user_ = name_of(sender->uid);
    return {};
}

Result<void> CourierLines::take(const proto::FromCourier& message, Now now) {
    heard_until_ = now.steady + options_.silent;
    if (const auto* ready = std::get_if<proto::CourierReady>(&message)) {
        if (client_key_) return fail(Errc::invalid, "ready twice");
        client_key_ = ready->client_key;
        if (!trouble_.empty()) log::info("the courier is there again");
        trouble_.clear();
        return {};
    }
    if (!client_key_) return fail(Errc::invalid, "not ready yet");
    if (std::holds_alternative<proto::CourierAlive>(message)) return {};
    const auto number = std::visit(
        [](const auto& about) -> std::uint64_t {
            if constexpr (requires { about.line; }) return about.line;
            return 0;
        },
        message);
    const auto found = lines_.find(number);
    if (found == lines_.end()) return {};  // closed meanwhile
    CourierLine& line = *found->second;
    if (!line.has_room()) return fail(Errc::full, "more on one line than can be taken");
    if (std::holds_alternative<proto::LineUp>(message)) {
        line.changed(DealerSocket::Link::connected);
    } else if (std::holds_alternative<proto::LineDown>(message)) {
        line.changed(DealerSocket::Link::disconnected);
    } else if (const auto* carry = std::get_if<proto::Carry>(&message)) {
        line.received(carry->bytes);
    } else if (const auto* failed = std::get_if<proto::LineFailed>(&message)) {
        line.breaks({failed->refused ? Errc::invalid : Errc::unavailable, failed->text});
        lines_.erase(found);
    }
    return {};
}

bool CourierLines::write() {
    while (!unwritten_.empty()) {
        const auto written = process_->send(unwritten_);
        if (!written) return false;
        if (*written == 0) return true;
        unwritten_.erase(0, *written);
    }
    return true;
}

void CourierLines::give_up(std::string trouble, Now now) {
    // One that has lasted was good.
    if (now.steady - started_ > options_.longest_back_off) failures_ = 0;
    std::chrono::milliseconds wait = options_.first_back_off;
    for (int i = 0; i < failures_ && wait < options_.longest_back_off; ++i)
        wait *= 2;
    wait = std::min<std::chrono::milliseconds>(wait, options_.longest_back_off);
    ++failures_;
    ++ended_;
    trouble_ = std::move(trouble);
    log::warning("the courier, which is the way to the network: ", trouble_, "; the next one starts in ",
                 wait.count(), " ms");
    if (process_) {
        process_->end();
        leaving_ = true;
        look_at_end();
    }
    who_.reset();
    client_key_.reset();
    heard_until_.reset();
    unwritten_.clear();
    start_at_ = now.steady + wait;
    for (const auto& [number, line] : std::exchange(lines_, {}))
        line->breaks({Errc::unavailable, "the courier, which is the way to the network: " + trouble_});
}

void CourierLines::look_at_end() {
    const auto how = process_->gone();
    if (!how) return;
    if (!how->empty()) log::info("the courier that was ended: ", *how);
    process_.reset();
    leaving_ = false;
}

void CourierLines::watch(Poll& poll) const {
    if (!process_) return;
    if (leaving_) {
        if (process_->end_fd() >= 0) poll.add_fd(process_->end_fd());
        return;
    }
    const int reads = read_at_ ? 0 : Poll::readable;
    const int writes = unwritten_.empty() ? 0 : Poll::writable;
    if (reads + writes != 0) poll.add_fd(process_->socket(), static_cast<short>(reads | writes));
}

std::optional<SteadyTime> CourierLines::next_step() const {
    std::optional<SteadyTime> next;
    const auto earliest = [&](const std::optional<SteadyTime>& at) {
        if (at && (!next || *at < *next)) next = at;
    };
    if (!process_) earliest(start_at_);
    earliest(heard_until_);
    earliest(read_at_);
    return next;
}

Lines::Status CourierLines::status() const {
    Status status;
    status.state = ready() ? "running" : process_ && !leaving_ ? "starting" : "waiting to start again";
    if (who_) {
        status.pid = who_->pid;
        status.user = user_;
    }
    status.trouble = trouble_;
    status.ended = ended_;
    return status;
}

}  // namespace job_retry
