#include "proto/late_load.h"

#include <catch2/catch.hpp>
#include <msgpack.hpp>
#include <sstream>

namespace job_retry::proto {
namespace {

const Jid kJid = *Jid::parse("20261124060139123456_4711");
const std::string kOffer(32, 'a');

std::string text(const std::string& bytes) {
    std::ostringstream out;
    out << msgpack::unpack(bytes.data(), bytes.size()).get();
    return out.str();
}

struct Packed {
    msgpack::sbuffer buffer;
    msgpack::packer<msgpack::sbuffer> to{buffer};
    std::string bytes() const { return {buffer.data(), buffer.size()}; }
};

// What a master stores.
std::string stored(bool several = false, bool plain = false) {
    Packed load;
    load.to.pack_map(plain ? 7 : 8);
    load.to.pack("cmd").pack("publish");
    if (several)
        load.to.pack("fun").pack(std::vector<std::string>{"test.ping", "test.echo"});
    else
        load.to.pack("fun").pack("test.echo");
    load.to.pack("arg").pack(std::vector<std::string>{"a", "b"});
    load.to.pack("tgt").pack("site:lab").pack("tgt_type").pack("grain").pack("user").pack("root");
    load.to.pack("jid").pack(kJid.text());
    if (plain) return load.bytes();
    load.to.pack("kwargs").pack_map(6);
    load.to.pack("delimiter").pack("|").pack("metadata").pack_map(1).pack("who").pack("me");
    load.to.pack("module_executors").pack(std::vector<std::string>{"splay"});
    load.to.pack("show_timeout").pack(true).pack("start_event").pack(true).pack("nocache").pack(true);
    return load.bytes();
}

TEST_CASE(
    "a late load is what the master published, through the gate alone, with the executors of the job in the "
    "mark") {
    const auto load = late_load(kJid, stored(), kOffer);
    REQUIRE(load);
    CHECK(!load->several);
    CHECK(text(load->bytes) ==
          R"({"fun":"test.echo","arg":["a","b"],"tgt":"site:lab","jid":"20261124060139123456_4711","ret":"",)"
          R"("tgt_type":"grain","user":"root","delimiter":"|","metadata":{"who":"me"},"start_event":true,)"
          R"("module_executors":["job_retry"],"job_retry":{"offer":"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",)"
          R"("executors":["splay"]}})");
}

TEST_CASE("a load without keyword arguments has no more than it needs") {
    const auto load = late_load(kJid, stored(true, true), kOffer);
    REQUIRE(load);
    CHECK(load->several);
    CHECK(
        text(load->bytes) ==
        R"({"fun":["test.ping","test.echo"],"arg":["a","b"],"tgt":"site:lab","jid":"20261124060139123456_4711",)"
        R"("ret":"","tgt_type":"grain","user":"root","module_executors":["job_retry"],)"
        R"("job_retry":{"offer":"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"}})");
}

TEST_CASE("arguments keep their types: bytes, dates, numbers") {
    Packed load;
    load.to.pack_map(4);
    load.to.pack("fun").pack("test.echo").pack("tgt").pack("*").pack("jid").pack(kJid.text());
    load.to.pack("arg").pack_array(4);
    load.to.pack_bin(2).pack_bin_body("\xff\x00", 2);
    load.to.pack_ext(3, 78).pack_ext_body("now", 3);
    load.to.pack(-5).pack(1.5);
    const auto late = late_load(kJid, load.bytes(), kOffer);
    REQUIRE(late);
    for (const std::string& kept : {std::string("\xc4\x02\xff\x00", 4), std::string("\xc7\x03\x4enow", 6)})
        CHECK(late->bytes.find(kept) != std::string::npos);
}

TEST_CASE("what Salt would stop at is no load") {
    for (const std::string& bytes :
         {std::string(), std::string("\xc1"), std::string("\x80"), std::string("\x01"), stored() + "x",
          stored().substr(0, stored().size() - 1)})
        CHECK(!late_load(kJid, bytes, kOffer));
    CHECK(!late_load(*Jid::parse("20261124060139123456"), stored(), kOffer));
    CHECK(!late_load(kJid, std::string(100000, '\x91'), kOffer));  // depth
    Packed few;
    few.to.pack_map(4);
    few.to.pack("fun")
        .pack(std::vector<std::string>{"a", "b"})
        .pack("arg")
        .pack(std::vector<std::string>{"x"});
    few.to.pack("tgt").pack("*").pack("jid").pack(kJid.text());
    CHECK(!late_load(kJid, few.bytes(), kOffer));
}

TEST_CASE("a probe does nothing, and what it returns is not sent") {
    CHECK(
        text(probe_load(*Jid::parse("probe-1"), kOffer)) ==
        R"({"fun":"test.echo","arg":[{"__no_return__":true}],"tgt":"*","tgt_type":"glob","jid":"probe-1","ret":"",)"
        R"("user":"root","job_retry":{"offer":"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa","probe":true}})");
}

}  // namespace
}  // namespace job_retry::proto
