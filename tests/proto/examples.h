// The examples of proto/PROTOCOL.md: fenced blocks that start with "```hex NAME". Lines that start with '#'
// are for the reader; the others are the bytes.

#pragma once

#include <map>
#include <string>
#include <vector>

#include "proto/handshake.h"
#include "proto/messages.h"
#include "proto/publication.h"

namespace job_retry::proto::test {

// The document's examples by name; fails the test when the document cannot be read.
std::map<std::string, std::string> documented_examples();

struct Example {
    std::string name;  // in the document: "shim/" and the type, and perhaps more
    Message message;
};

// The values that the document's examples of the shim's messages stand for; every type is there.
std::vector<Example> example_messages();
// Of the second of three minions; what is signed for it.
LedgerMark example_mark();
std::string example_load();
Audience example_audience();
Place example_place();
Publication example_publication();
Permission example_permission();
MasterClock example_clock();
KeyStatement example_statement();
HandshakeParts example_handshake();

// `size` bytes that count up from `first`.
std::string counting(unsigned char first, std::size_t size);

// For messages about bytes.
std::string hex_lines(const std::string& bytes);

}  // namespace job_retry::proto::test
