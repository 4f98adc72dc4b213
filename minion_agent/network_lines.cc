#include "minion_agent/network_lines.h"

#include <utility>

#include "proto/messages.h"

namespace job_retry {

namespace {

class KeyLine : public Line {
  public:
    explicit KeyLine(KeyClient client) : client_(std::move(client)) {}
    std::vector<DealerSocket::Link> changes() override { return {}; }
    std::optional<std::string> receive() override {
        if (broken_) return std::nullopt;
        auto received = client_.receive();
        if (received) return std::move(*received);
        broken_ = Error{Errc::invalid, received.error().text};
        return std::nullopt;
    }
    std::optional<Error> broken() const override { return broken_; }
    void send(std::string_view bytes) override { client_.send(bytes); }
    void watch(Poll& poll) const override { poll.add_socket(client_.handle()); }

  private:
    KeyClient client_;
    std::optional<Error> broken_;
};

class ShimLine : public Line {
  public:
    explicit ShimLine(DealerSocket socket) : socket_(std::move(socket)) {}
    std::vector<DealerSocket::Link> changes() override { return socket_.link_changes(); }
    std::optional<std::string> receive() override { return socket_.receive(); }
    void send(std::string_view bytes) override { socket_.send(bytes); }
    void watch(Poll& poll) const override {
        poll.add_socket(socket_.handle());
        poll.add_socket(socket_.monitor_handle());
    }
    std::optional<SteadyTime> next() const override { return socket_.next(); }

  private:
    DealerSocket socket_;
};

}  // namespace

NetworkLines::NetworkLines(Transport& transport) : transport_(transport), keys_(CurveKeyPair::generate()) {}

Result<std::unique_ptr<Line>> NetworkLines::open(const Place& place) {
    const std::string endpoint = "tcp://" + place.host + ":" + std::to_string(place.port);
    if (!place.shim_key) {
        auto client = KeyClient::connect(transport_, endpoint);
        if (!client) return pass_on(client);
        return std::make_unique<KeyLine>(std::move(*client));
    }
    auto socket = DealerSocket::connect(transport_, endpoint, *place.shim_key, keys_,
                                        {.max_message = proto::kMaxMessage});
    if (!socket) return pass_on(socket);
    return std::make_unique<ShimLine>(std::move(*socket));
}

}  // namespace job_retry
