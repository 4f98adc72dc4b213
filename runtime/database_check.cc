#include "runtime/database_check.h"

#include <algorithm>
#include <bit>
#include <cstring>
#include <vector>

namespace job_retry {
namespace {

constexpr std::size_t kHeader = 16;  // of a page
constexpr std::size_t kNode = 8;     // of a node, before its key
constexpr std::size_t kTree = 48;    // MDB_db

constexpr std::uint16_t kBranch = 0x01;
constexpr std::uint16_t kLeaf = 0x02;
constexpr std::uint16_t kBigValue = 0x01;
constexpr std::uint16_t kSubTree = 0x02;

constexpr std::uint64_t kNoPage = ~std::uint64_t{0};
constexpr std::uint64_t kFirstPage = 2;  // behind the meta pages
constexpr unsigned kMaxDepth = 32;

template <class T>
T number_at(std::string_view bytes, std::size_t offset) {
    T value;
    std::memcpy(&value, bytes.data() + offset, sizeof value);
    return value;
}

// Ends the walk at the first damage. Does not leave this file.
struct Damage {
    std::string what;
};

[[noreturn]] void damage(const std::string& what, std::uint64_t page) {
    throw Damage{what + " (page " + std::to_string(page) + ")"};
}

struct Tree {
    std::uint16_t flags;
    std::uint16_t depth;
    std::uint64_t branches, leaves, overflows, entries, root;
};

Tree tree_at(std::string_view bytes) {
    return {number_at<std::uint16_t>(bytes, 4),  number_at<std::uint16_t>(bytes, 6),
            number_at<std::uint64_t>(bytes, 8),  number_at<std::uint64_t>(bytes, 16),
            number_at<std::uint64_t>(bytes, 24), number_at<std::uint64_t>(bytes, 32),
            number_at<std::uint64_t>(bytes, 40)};
}

class Snapshot {
  public:
    Snapshot(std::string_view file, std::size_t page_size, std::uint64_t last)
        : file_(file), page_size_(page_size), last_(last), used_(std::size_t(last) + 1) {}

    void check(const Tree& free, const Tree& main) {
        walk(free, Kind::free);
        walk(main, Kind::main);
        std::vector<std::uint64_t> freed;
        freed.swap(freed_);
        for (const std::uint64_t page : freed)
            use(page);
    }

  private:
    enum class Kind { free, main, table };

    struct Walk {
        Tree told;
        Kind kind;
        Tree seen{};
        std::optional<std::string_view> last_key;
        std::string_view at_least;  // the next leaf's first key is not below it
    };

    void use(std::uint64_t page) {
        if (page < kFirstPage || page > last_) damage("a page number that is out of range", page);
        if (used_[std::size_t(page)]) damage("a page that is used twice", page);
        used_[std::size_t(page)] = true;
    }

    void walk(const Tree& told, Kind kind) {
        Walk walk{.told = told, .kind = kind, .last_key = {}, .at_least = {}};
        const std::uint16_t flags = kind == Kind::free ? kIntegerKeys : 0;
        if ((told.flags & 0x7fff) != flags) throw Damage{"a table of another kind"};
        if (told.depth > kMaxDepth) throw Damage{"a table that is too deep"};
        if (told.root != kNoPage) {
            descend(walk, told.root, 1);
        } else if (told.depth != 0) {
            throw Damage{"a table without a root"};
        }
        if (walk.seen.branches != told.branches || walk.seen.leaves != told.leaves ||
            walk.seen.overflows != told.overflows || walk.seen.entries != told.entries)
            throw Damage{"a table whose counts are wrong"};
    }

    void descend(Walk& walk, std::uint64_t number, unsigned depth) {
        use(number);
        const std::string_view page = file_.substr(std::size_t(number) * page_size_, page_size_);
        if (number_at<std::uint64_t>(page, 0) != number) damage("a page with another number", number);
        const bool leaf = depth == walk.told.depth;
        if (number_at<std::uint16_t>(page, 10) != (leaf ? kLeaf : kBranch) || depth > walk.told.depth)
            damage("a page of the wrong kind", number);
        const std::size_t lower = number_at<std::uint16_t>(page, 12);
        const std::size_t upper = number_at<std::uint16_t>(page, 14);
        if (lower < kHeader || lower > upper || upper > page_size_ || lower % 2 != 0)
            damage("a page with impossible bounds", number);
        const std::size_t nodes = (lower - kHeader) / 2;
        if (nodes < (leaf ? 1U : 2U)) damage("a page that is too empty", number);
        ++(leaf ? walk.seen.leaves : walk.seen.branches);

        for (std::size_t i = 0; i < nodes; ++i) {
            const std::size_t offset = number_at<std::uint16_t>(page, kHeader + 2 * i);
            if (offset < upper || offset % 2 != 0 || offset + kNode > page_size_)
                damage("an entry outside of its page", number);
            const std::string_view node = page.substr(offset);
            const std::size_t key_size = number_at<std::uint16_t>(node, 6);
            if (kNode + key_size > node.size()) damage("a key outside of its page", number);
            const std::string_view key = node.substr(kNode, key_size);
            if (leaf)
                entry(walk, number, node, key);
            else
                child(walk, number, node, i == 0 ? std::string_view() : key, depth);
        }
    }

    void child(Walk& walk, std::uint64_t number, std::string_view node, std::string_view key,
               unsigned depth) {
        if (!key.empty()) {
            if (walk.last_key && !less(walk.kind, *walk.last_key, key)) damage("keys out of order", number);
            walk.at_least = key;
        }
        const std::uint64_t page = std::uint64_t{number_at<std::uint16_t>(node, 0)} |
                                   std::uint64_t{number_at<std::uint16_t>(node, 2)} << 16 |
                                   std::uint64_t{number_at<std::uint16_t>(node, 4)} << 32;
        descend(walk, page, depth + 1);
    }

    void entry(Walk& walk, std::uint64_t number, std::string_view node, std::string_view key) {
        if (key.empty() || (walk.kind == Kind::free && key.size() != sizeof(std::uint64_t)))
            damage("an impossible key", number);
        if ((walk.last_key && !less(walk.kind, *walk.last_key, key)) ||
            (!walk.at_least.empty() && less(walk.kind, key, walk.at_least)))
            damage("keys out of order", number);
        walk.last_key = key;
        walk.at_least = {};
        ++walk.seen.entries;

        const std::uint16_t flags = number_at<std::uint16_t>(node, 4);
        const std::size_t size = std::size_t{number_at<std::uint16_t>(node, 0)} |
                                 std::size_t{number_at<std::uint16_t>(node, 2)} << 16;
        const std::size_t at = kNode + key.size();
        const std::size_t held = flags == kBigValue ? sizeof(std::uint64_t) : size;
        if (at + held > node.size()) damage("a value outside of its page", number);
        std::string_view value = node.substr(at, held);
        if (flags == kBigValue) {
            const auto first = number_at<std::uint64_t>(value, 0);
            const std::uint64_t pages = (kHeader + size + page_size_ - 1) / page_size_;
            for (std::uint64_t i = 0; i < pages; ++i)
                use(first + i);
            walk.seen.overflows += pages;
            value = file_.substr(std::size_t(first) * page_size_ + kHeader, size);
        } else if (flags == kSubTree && walk.kind == Kind::main && size == kTree) {
            this->walk(tree_at(value), Kind::table);
        } else if (flags != 0) {
            damage("a value of an unknown kind", number);
        }
        if (walk.kind == Kind::main && flags != kSubTree) damage("a table that is none", number);
        if (walk.kind == Kind::free) free_pages(number, value);
    }

    // A list of pages: how many, then their numbers, falling.
    void free_pages(std::uint64_t number, std::string_view list) {
        if (list.size() < sizeof(std::uint64_t)) damage("a list of free pages that is cut", number);
        const auto count = number_at<std::uint64_t>(list, 0);
        if (count > last_ || (count + 1) * sizeof(std::uint64_t) > list.size())
            damage("a list of free pages that is cut", number);
        for (std::size_t i = 1; i <= count; ++i) {
            freed_.push_back(number_at<std::uint64_t>(list, i * sizeof(std::uint64_t)));
            if (i > 1 && freed_[freed_.size() - 2] <= freed_.back())
                damage("free pages out of order", number);
        }
    }

    static bool less(Kind kind, std::string_view a, std::string_view b) {
        if (kind != Kind::free) return a < b;
        if (b.size() != sizeof(std::uint64_t)) return false;
        return number_at<std::uint64_t>(a, 0) < number_at<std::uint64_t>(b, 0);
    }

    static constexpr std::uint16_t kIntegerKeys = 0x08;

    std::string_view file_;
    std::size_t page_size_;
    std::uint64_t last_;
    std::vector<bool> used_;
    std::vector<std::uint64_t> freed_;
};

}  // namespace

std::optional<std::string> find_damage(std::string_view file, std::uint64_t id, bool* gone) {
    constexpr std::size_t kTrees = kHeader + 24;
    constexpr std::size_t kLast = kTrees + 2 * kTree;
    constexpr std::size_t kMetaSize = kLast + 16;
    *gone = false;
    if (file.size() < kMetaSize) return "it is too short";
    const std::size_t page_size = number_at<std::uint32_t>(file, kTrees);
    if (!std::has_single_bit(page_size) || page_size < 512 || page_size > 32768)
        return "impossible page size";
    for (const std::size_t at : {std::size_t{0}, page_size}) {
        if (at + kMetaSize > file.size()) return "it is too short";
        const std::string_view meta = file.substr(at, kMetaSize);
        if (number_at<std::uint64_t>(meta, kLast + 8) != id) continue;
        const auto last = number_at<std::uint64_t>(meta, kLast);
        if (last >= file.size() / page_size) return "it is too short";
        try {
            Snapshot(file, page_size, last)
                .check(tree_at(meta.substr(kTrees, kTree)), tree_at(meta.substr(kTrees + kTree, kTree)));
        } catch (const Damage& found) {
            return found.what;
        }
        return std::nullopt;
    }
    *gone = true;
    return std::nullopt;
}

}  // namespace job_retry
