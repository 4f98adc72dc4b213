#include "minion_agent/ledger_record.h"

#include <catch2/catch.hpp>
#include <string>

#include "minion_agent/ledger_in_test.h"

namespace job_retry {
namespace {

using test::digest;
using test::jid;
using test::kJid;
using test::kNow;
using namespace std::chrono_literals;

TEST_CASE("a record is read back as it was written, and no other bytes are a record") {
    LedgerRecord record{.state = EntryState::finished,
                        .via = proto::Via::pending,
                        .digest = digest(0xa5),
                        .claimed_at = kNow,
                        .finished_at = WallTime{} - 1s,
                        .retcode = -1,
                        .count = 1024,
                        .fun = 1,
                        .master = 0,
                        .outcome = kMaxNameId,
                        .boot = 3,
                        .pid = 0x7fffffff,
                        .start_ticks = (std::uint64_t{1} << 48) - 1};
    const std::string bytes = encode_record(record);
    REQUIRE(bytes.size() == kRecordSize);
    CHECK(decode_record(bytes).value() == record);
    for (std::size_t size = 0; size < bytes.size(); ++size)
        CHECK(decode_record(bytes.substr(0, size)).error().code == Errc::corrupt);
    CHECK_FALSE(decode_record(bytes + '\0'));
    CHECK_FALSE(decode_record(std::string(kRecordSize, '\0')));
    CHECK_FALSE(decode_record(std::string(kRecordSize, '\xff')));
}

TEST_CASE("a record that has not finished names its attempt, as no earlier release has") {
    LedgerRecord record{.claimed_at = kNow, .count = 1, .fun = 1, .boot = 1, .pid = 1, .start_ticks = 1};
    const std::string earlier = encode_record(record);
    CHECK(decode_record(earlier).value().attempt.empty());
    record.attempt.assign(proto::kAttemptSize, 'a');
    const std::string bytes = encode_record(record);
    REQUIRE(bytes.size() == kRecordSize);
    CHECK(decode_record(bytes).value() == record);
    CHECK(bytes.substr(41, proto::kAttemptSize) == record.attempt);
    CHECK(bytes.substr(0, 41) + bytes.substr(57) == earlier.substr(0, 41) + earlier.substr(57));
}

TEST_CASE("the worked example of LEDGER.md is what the ledger writes") {
    LedgerRecord record{.state = EntryState::finished,
                        .via = proto::Via::pending,
                        .claimed_at = WallTime{1795500099123456us},
                        .finished_at = WallTime{1795500101000000us},
                        .retcode = 1,
                        .count = 1,
                        .fun = 1,
                        .master = 2,
                        .outcome = 4,
                        .boot = 3,
                        .pid = 4711,
                        .start_ticks = 98765432};
    for (std::size_t i = 0; i < record.digest.size(); ++i)
        record.digest[i] = static_cast<unsigned char>(i);
    CHECK(hex(entry_key(jid(), 0)) == "743230323631313234303630313339313233343536");
    CHECK(hex(entry_key(jid(), 258)) == "743230323631313234303630313339313233343536000102");
    CHECK(hex(encode_record(record)) ==
          "03000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f"
          "000660ff719a3900"
          "000660ff71b6db40"
          "0000000000000001"
          "0001"
          "000001"
          "000002"
          "000004"
          "000003"
          "00001267"
          "000005e30a78");
}

TEST_CASE("a key of an entry is read back, and no other bytes are one") {
    for (const std::uint16_t index : {0, 1, 1023})
        for (const std::string& text : {kJid, std::string("x"), std::string(128, 'y')}) {
            const auto decoded = decode_entry_key(entry_key(jid(text), index)).value();
            CHECK(decoded.first.text() == text);
            CHECK(decoded.second == index);
        }
    const std::string key = entry_key(jid(), 258);
    for (const std::string& bytes : {std::string(), key.substr(0, key.size() - 1), key + "x",
                                     std::string("x") + key, entry_key(jid(), 0) + std::string("\0\0\0", 3)})
        CHECK_FALSE(decode_entry_key(bytes));
}

}  // namespace
}  // namespace job_retry
