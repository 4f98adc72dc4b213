#include "runtime/secret.h"

#include <algorithm>
#include <array>
#include <catch2/catch.hpp>
#include <cstddef>
#include <memory>
#include <new>
#include <string>
#include <string_view>

using job_retry::Secret;

namespace {

// Memory of the test's own, which stays readable when what stood in it is gone.
std::array<char, 4096> memory;
std::size_t used = 0;

template <class T>
struct InMemory {
    using value_type = T;
    InMemory() = default;
    template <class U>
    explicit InMemory(const InMemory<U>&) {}
    T* allocate(std::size_t count) {
        REQUIRE(used + count * sizeof(T) <= memory.size());
        used += count * sizeof(T);
        return reinterpret_cast<T*>(memory.data() + used - count * sizeof(T));
    }
    void deallocate(T*, std::size_t) {}
    friend bool operator==(const InMemory&, const InMemory&) { return true; }
};
using Text = std::basic_string<char, std::char_traits<char>, InMemory<char>>;

constexpr std::string_view kShort = "sesame";  // has room in a string's own 15 bytes
constexpr std::string_view kLong = "sesame, and much more than any string holds without memory of its own";

bool is_in(const char* begin, std::size_t size) {
    return std::string_view(begin, size).find("sesame") != std::string_view::npos;
}

bool is_in_memory() {
    return is_in(memory.data(), memory.size());
}

// As `T` in a place that outlives it.
template <class T>
class Place {
  public:
    template <class... Arguments>
    explicit Place(Arguments&&... arguments)
        : object_(new (bytes_) T(std::forward<Arguments>(arguments)...)) {}
    T& operator*() { return *object_; }
    void end() { std::destroy_at(object_); }
    bool holds() const { return is_in(bytes_, sizeof bytes_); }

  private:
    alignas(T) char bytes_[sizeof(T)] = {};
    T* object_;
};

void begin() {
    memory.fill('\0');
    used = 0;
}

}  // namespace

TEST_CASE("of a secret that has ended no byte is left, in the object or in its memory") {
    for (const std::string_view words : {kShort, kLong}) {
        begin();
        Text text(words);
        Place<Secret<Text>> secret(std::move(text));
        CHECK(**secret == Text(words));
        secret.end();
        CHECK_FALSE(secret.holds());
        // The string that it was compared with is one more in the memory.
        const bool compared = words == kLong;
        if (compared) std::fill_n(memory.data() + used - (words.size() + 1), words.size(), '\0');
        CHECK_FALSE(is_in_memory());
    }
}

TEST_CASE("what a secret was taken from, moved from, or assigned over holds it no more") {
    for (const std::string_view words : {kShort, kLong}) {
        begin();
        Place<Text> source(words);
        Place<Secret<Text>> first(std::move(*source));
        CHECK_FALSE(source.holds());
        Place<Secret<Text>> second(std::move(*first));
        CHECK_FALSE(first.holds());
        *second = Secret<Text>(Text("other"));
        CHECK_FALSE(second.holds());
        CHECK_FALSE(is_in_memory());
        for (auto* each : {&first, &second})
            each->end();
        source.end();
    }
}

TEST_CASE("a secret that has become shorter leaves nothing behind its end") {
    begin();
    Place<Secret<Text>> secret(Text("123456789012345678901234567890 sesame"));
    (*secret)->resize(3);
    secret.end();
    CHECK_FALSE(is_in_memory());
}

TEST_CASE("a secret of fixed size is overwritten as well") {
    using Key = std::array<char, 6>;
    Key key{'s', 'e', 's', 'a', 'm', 'e'};
    Place<Secret<Key>> secret(std::move(key));
    CHECK_FALSE(is_in(key.data(), key.size()));
    CHECK(secret.holds());
    const Secret<Key> copy = *secret;
    secret.end();
    CHECK_FALSE(secret.holds());
    CHECK(copy->front() == 's');
}
