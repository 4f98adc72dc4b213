#include "proto/examples.h"

#include <catch2/catch.hpp>
#include <fstream>

#include "runtime/rsa_key.h"

namespace job_retry::proto::test {
namespace {

int digit(char c) {
    return c <= '9' ? c - '0' : c - 'a' + 10;
}

Jid jid(const std::string& text) {
    return Jid::parse(text).value();
}

constexpr WallTime kTime{std::chrono::microseconds(1'795'500'099'123'456)};
const Jid kFirst = jid("20261124060139123456");
const Jid kSecond = jid("20261124060512000001");

}  // namespace

std::map<std::string, std::string> documented_examples() {
    const std::string path = JOB_RETRY_SOURCE_DIR "/proto/PROTOCOL.md";
    std::ifstream document(path);
    if (!document) FAIL("cannot read " << path);
    std::map<std::string, std::string> examples;
    std::string* current = nullptr;
    for (std::string line; std::getline(document, line);) {
        static const std::string kOpening = "```hex ";
        if (line.compare(0, kOpening.size(), kOpening) == 0) {
            current = &examples[line.substr(kOpening.size())];
            if (!current->empty()) FAIL("an example comes twice: " << line);
        } else if (line.compare(0, 3, "```") == 0) {
            current = nullptr;
        } else if (current != nullptr && (line.empty() || line[0] != '#')) {
            if (line.size() % 2 != 0 || line.find_first_not_of("0123456789abcdef") != std::string::npos)
                FAIL("not hex: " << line);
            for (std::size_t i = 0; i < line.size(); i += 2)
                current->push_back(char(digit(line[i]) * 16 + digit(line[i + 1])));
        }
    }
    return examples;
}

std::string counting(unsigned char first, std::size_t size) {
    std::string bytes;
    for (std::size_t i = 0; i < size; ++i)
        bytes.push_back(char(first + i));
    return bytes;
}

std::string hex_lines(const std::string& bytes) {
    std::string lines;
    for (std::size_t i = 0; i < bytes.size(); i += 48)
        lines += hex(std::string_view(bytes).substr(i, 48)) + "\n";
    return lines;
}

std::vector<Example> example_messages() {
    return {
        {"shim/hello", Hello{"web1.example.org", counting(0x00, kNonceSize), {}}},
        {"shim/challenge", Challenge{counting(0x20, kNonceSize)}},
        {"shim/proof", Proof{"web1.example.org", counting(0x40, 16)}},
        {"shim/welcome", Welcome{"web1.example.org", kTime}},
        {"shim/list", List{}},
        {"shim/list continued", List{kFirst}},
        {"shim/list with a mark", List{{}, example_mark()}},
        {"shim/pending_list",
         PendingList{{{kFirst, "state.apply", kTime, 1'795'503'600'000'000, counting(0xb0, 16), false},
                      {kSecond, "cmd.run", kTime, 0, {}, true}},
                     false}},
        {"shim/pending_list behind", PendingList{{}, false, counting(0x70, kMarkSize)}},
        {"shim/take", Take{kFirst, example_mark()}},
        {"shim/job", JobLoad{kFirst, example_load(), kTime, example_place(), counting(0xb0, 16)}},
        {"shim/wait", Wait{kFirst, std::chrono::milliseconds(2500)}},
        {"shim/gone", Gone{kFirst, "expired"}},
        {"shim/report finished", Report{kFirst, Reported::finished, -1, {}}},
        {"shim/report refused", Report{kFirst, Reported::refused, {}, "too old to verify"}},
        {"shim/report interrupted", Report{kFirst, Reported::interrupted, {}, "", 1'795'503'600'000'000}},
        {"shim/report unknown", Report{kSecond, Reported::unknown, {}, ""}},
        {"shim/ack", Ack{kFirst, Reported::finished}},
        {"shim/confirm", Confirm{{kFirst, kSecond}}},
        {"shim/held", Held{{kSecond}}},
        {"shim/clock", Clock{counting(0x00, kNonceSize)}},
        {"shim/clock_statement", ClockStatement{kTime, counting(0xb0, 16)}},
        {"shim/notify", Notify{}},
        {"shim/error", ErrorReply{ErrorCode::not_authenticated, "hello first"}},
        {"shim/error version",
         ErrorReply{ErrorCode::version, "protocol version 1; this side speaks version 2"}},
    };
}

LedgerMark example_mark() {
    return {counting(0x60, kMarkSize), 7, counting(0x70, kMarkSize), kTime};
}

std::string example_load() {
    return std::string("\x81\xa3jid\xb4", 6) + kFirst.text();
}

Audience example_audience() {
    return Audience(counting(0x00, 32), {"db1.example.org", "web1.example.org", "web2.example.org"});
}

Place example_place() {
    return example_audience().place(1);
}

Publication example_publication() {
    return {kFirst, sha256(example_load()), example_audience().root(), kTime};
}

Permission example_permission() {
    return {kFirst, "web1.example.org", 1'795'503'600'000'000};
}

MasterClock example_clock() {
    return {"web1.example.org", counting(0x00, kNonceSize), kTime};
}

KeyStatement example_statement() {
    KeyStatement statement{};
    for (std::size_t i = 0; i < statement.shim_key.size(); ++i) {
        statement.shim_key[i] = static_cast<unsigned char>(0x60 + i);
        statement.master_key[i] = static_cast<unsigned char>(0x80 + i);
    }
    statement.serial = 1'795'500'099'123'456;
    statement.signature = counting(0xa0, 16);
    return statement;
}

HandshakeParts example_handshake() {
    HandshakeParts parts{"web1.example.org", counting(0x00, kNonceSize), counting(0x20, kNonceSize), {}, {}};
    for (std::size_t i = 0; i < parts.agent_key.size(); ++i) {
        parts.agent_key[i] = static_cast<unsigned char>(0xc0 + i);
        parts.shim_key[i] = static_cast<unsigned char>(0x60 + i);
    }
    return parts;
}

}  // namespace job_retry::proto::test
