// NetworkLines: lines on ZeroMQ's own sockets, in this process.

#pragma once

#include "minion_agent/lines.h"

namespace job_retry {

class NetworkLines : public Lines {
  public:
    // `transport` outlives this. Makes a CURVE key pair, which lives as long as this does.
    explicit NetworkLines(Transport& transport);

    Result<std::unique_ptr<Line>> open(const Place& place) override;
    CurveKey client_key() const override { return keys_.public_key; }

  private:
    Transport& transport_;
    CurveKeyPair keys_;
};

}  // namespace job_retry
