#include "runtime/salt_yaml.h"

#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/yaml.h>

#include <algorithm>
#include <cerrno>
#include <cmath>
#include <cstdlib>
#include <limits>
#include <optional>
#include <regex>
#include <sstream>

namespace job_retry {
namespace {

constexpr char kStandardTag[] = "tag:yaml.org,2002:";
// Aliases can make a small document refer to itself, or unfold into a huge one.
constexpr int kMaxDepth = 100;
constexpr int kMaxNodes = 200'000;

struct Refusal {
    YAML::Mark mark;
    std::string text;
};

std::optional<double> as_number(const SaltValue& value) {
    if (const bool* boolean = value.boolean()) return *boolean ? 1.0 : 0.0;
    if (const std::int64_t* integer = value.integer()) return static_cast<double>(*integer);
    if (const double* real = std::get_if<double>(&value.is)) return *real;
    return std::nullopt;
}

bool one_of(std::string_view text, std::initializer_list<std::string_view> words) {
    return std::find(words.begin(), words.end(), text) != words.end();
}

std::string without(std::string text, char c) {
    text.erase(std::remove(text.begin(), text.end(), c), text.end());
    return text;
}

// PyYAML's int constructor, with Salt's rule before it: leading zeros are dropped, not octal.
SaltValue integer_of(std::string text) {
    if (text.size() > 1 && text[0] == '0' && text[1] != 'b' && text[1] != 'x')
        text.erase(0, std::min(text.find_first_not_of('0'), text.size() - 1));
    text = without(std::move(text), '_');
    const bool negative = !text.empty() && text[0] == '-';
    if (!text.empty() && (text[0] == '-' || text[0] == '+')) text.erase(0, 1);

    double total = 0;
    if (text.find(':') != std::string::npos) {
        std::size_t start = 0;
        while (start <= text.size()) {
            const std::size_t end = std::min(text.find(':', start), text.size());
            total = total * 60 + std::strtod(text.substr(start, end - start).c_str(), nullptr);
            start = end + 1;
        }
    } else {
        int base = 10;
        if (text.size() > 1 && text[0] == '0') {
            base = text[1] == 'b' ? 2 : text[1] == 'x' ? 16 : 8;
            if (base != 8) text.erase(0, 2);
        }
        errno = 0;
        const long long number = std::strtoll(text.c_str(), nullptr, base);
        if (errno == 0) return SaltValue{std::int64_t{negative ? -number : number}};
        total = std::strtod(text.c_str(), nullptr);
    }
    if (total < 9e15) return SaltValue{static_cast<std::int64_t>(negative ? -total : total)};
    return SaltValue{negative ? -total : total};
}

SaltValue real_of(std::string text) {
    text = without(std::move(text), '_');
    const double sign = text[0] == '-' ? -1 : 1;
    if (text[0] == '-' || text[0] == '+') text.erase(0, 1);
    if (one_of(text, {".inf", ".Inf", ".INF"}))
        return SaltValue{sign * std::numeric_limits<double>::infinity()};
    if (one_of(text, {".nan", ".NaN", ".NAN"})) return SaltValue{std::numeric_limits<double>::quiet_NaN()};
    double total = 0;
    std::size_t start = 0;
    while (start <= text.size()) {
        const std::size_t end = std::min(text.find(':', start), text.size());
        total = total * 60 + std::strtod(text.substr(start, end - start).c_str(), nullptr);
        start = end + 1;
    }
    return SaltValue{sign * total};
}

// The type of a plain scalar, by PyYAML's resolvers (yaml/resolver.py).
SaltValue resolved(const std::string& text) {
    static const std::regex integer(
        "[-+]?0b[0-1_]+|[-+]?0[0-7_]+|[-+]?(0|[1-9][0-9_]*)|[-+]?0x[0-9a-fA-F_]+"
        "|[-+]?[1-9][0-9_]*(:[0-5]?[0-9])+",
        std::regex::optimize);
    static const std::regex real(
        "[-+]?[0-9][0-9_]*\\.[0-9_]*([eE][-+][0-9]+)?|\\.[0-9][0-9_]*([eE][-+][0-9]+)?"
        "|[-+]?[0-9][0-9_]*(:[0-5]?[0-9])+\\.[0-9_]*|[-+]?\\.(inf|Inf|INF)|\\.(nan|NaN|NAN)",
        std::regex::optimize);

    if (one_of(text, {"", "~", "null", "Null", "NULL"})) return SaltValue{};
    if (one_of(text, {"yes", "Yes", "YES", "true", "True", "TRUE", "on", "On", "ON"})) return SaltValue{true};
    if (one_of(text, {"no", "No", "NO", "false", "False", "FALSE", "off", "Off", "OFF"}))
        return SaltValue{false};
    if (text.size() > 100 || std::string_view("-+.0123456789").find(text[0]) == std::string_view::npos)
        return SaltValue{text};
    if (std::regex_match(text, integer)) return integer_of(text);
    if (std::regex_match(text, real)) return real_of(text);
    return SaltValue{text};
}

class Reader {
  public:
    SaltValue value(const YAML::Node& node, int depth) {
        if (depth > kMaxDepth) throw Refusal{node.Mark(), "nested too deeply"};
        if (++nodes_ > kMaxNodes) throw Refusal{node.Mark(), "too large once its aliases are unfolded"};
        switch (node.Type()) {
            case YAML::NodeType::Undefined:
            case YAML::NodeType::Null:
                return SaltValue{};
            case YAML::NodeType::Scalar:
                return scalar(node);
            case YAML::NodeType::Sequence: {
                SaltValue::List list;
                for (const YAML::Node& item : node)
                    list.push_back(value(item, depth + 1));
                return SaltValue{std::move(list)};
            }
            case YAML::NodeType::Map:
                return SaltValue{map(node, depth)};
        }
        return SaltValue{};
    }

  private:
    static SaltValue scalar(const YAML::Node& node) {
        const std::string& tag = node.Tag();
        if (tag == "?" || tag.empty()) return resolved(node.Scalar());
        if (tag == "!") return SaltValue{node.Scalar()};
        if (tag.rfind(kStandardTag, 0) == 0) {
            const std::string_view type = std::string_view(tag).substr(sizeof kStandardTag - 1);
            if (one_of(type, {"str", "binary", "timestamp", "python/unicode"}))
                return SaltValue{node.Scalar()};
            SaltValue typed = resolved(node.Scalar());
            if (type == "null") return SaltValue{};
            if (type == "bool" && typed.boolean() != nullptr) return typed;
            if (type == "int" && typed.integer() != nullptr) return typed;
            if (type == "float" && as_number(typed)) return SaltValue{*as_number(typed)};
        }
        throw Refusal{node.Mark(), "'" + node.Scalar() + "' does not fit its tag " + tag};
    }

    SaltValue::Map map(const YAML::Node& node, int depth) {
        SaltValue::Map own;
        SaltValue::Map merged;
        for (const auto& item : node) {
            if (item.first.IsScalar() && item.first.Tag() == "?" && item.first.Scalar() == "<<") {
                merge(item.second, depth, merged);
                continue;
            }
            if (item.first.IsMap() || item.first.IsSequence())
                throw Refusal{item.first.Mark(), "a map or a list cannot be a key"};
            add(own, {value(item.first, depth + 1), value(item.second, depth + 1)}, item.first.Mark());
        }
        // What a map says itself goes before what it merges; two merged maps that share a key are an error.
        SaltValue::Map all;
        for (SaltEntry& entry : merged)
            if (!contains(own, entry.key)) add(all, std::move(entry), node.Mark());
        std::move(own.begin(), own.end(), std::back_inserter(all));
        return all;
    }

    void merge(const YAML::Node& node, int depth, SaltValue::Map& into) {
        SaltValue from = value(node, depth + 1);
        SaltValue::List sources;
        if (from.list() != nullptr)
            sources = std::get<SaltValue::List>(std::move(from.is));
        else
            sources.push_back(std::move(from));
        for (auto source = sources.rbegin(); source != sources.rend(); ++source) {
            if (source->map() == nullptr) throw Refusal{node.Mark(), "'<<' merges maps only"};
            auto& entries = std::get<SaltValue::Map>(source->is);
            std::move(entries.begin(), entries.end(), std::back_inserter(into));
        }
    }

    static bool contains(const SaltValue::Map& map, const SaltValue& key) {
        return std::any_of(map.begin(), map.end(), [&](const SaltEntry& entry) { return entry.key == key; });
    }

    static void add(SaltValue::Map& map, SaltEntry entry, const YAML::Mark& mark) {
        if (contains(map, entry.key)) {
            const std::string* name = entry.key.text();
            throw Refusal{mark, "the key '" + (name != nullptr ? *name : entry.key.described()) +
                                    "' stands here for the second time"};
        }
        map.push_back(std::move(entry));
    }

    int nodes_ = 0;
};

// Python reads text files so.
std::string with_unix_line_ends(std::string_view text) {
    std::string out;
    out.reserve(text.size());
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] != '\r') {
            out += text[i];
        } else {
            out += '\n';
            if (i + 1 < text.size() && text[i + 1] == '\n') ++i;
        }
    }
    return out;
}

// Notes where a document starts, and nothing else.
class DocumentStart : public YAML::EventHandler {
  public:
    YAML::Mark mark;

    void OnDocumentStart(const YAML::Mark& start) override { mark = start; }
    void OnDocumentEnd() override {}
    void OnNull(const YAML::Mark&, YAML::anchor_t) override {}
    void OnAlias(const YAML::Mark&, YAML::anchor_t) override {}
    void OnScalar(const YAML::Mark&, const std::string&, YAML::anchor_t, const std::string&) override {}
    void OnSequenceStart(const YAML::Mark&, const std::string&, YAML::anchor_t,
                         YAML::EmitterStyle::value) override {}
    void OnSequenceEnd() override {}
    void OnMapStart(const YAML::Mark&, const std::string&, YAML::anchor_t,
                    YAML::EmitterStyle::value) override {}
    void OnMapEnd() override {}
};

std::string at(const YAML::Mark& mark, const std::string& text) {
    return "line " + std::to_string(mark.line + 1) + ": " + text;
}

}  // namespace

bool SaltValue::truthy() const {
    if (const auto number = as_number(*this)) return *number != 0;
    if (const std::string* string = text()) return !string->empty();
    if (list() != nullptr) return !list()->empty();
    return map() != nullptr && !map()->empty();
}

std::string SaltValue::described() const {
    if (is_null()) return "nothing";
    if (const bool* flag = boolean()) return *flag ? "True" : "False";
    if (const std::int64_t* number = integer()) return "the number " + std::to_string(*number);
    if (const auto* real = std::get_if<double>(&is)) return "the number " + std::to_string(*real);
    if (const std::string* string = text()) {
        constexpr std::size_t kShown = 60;
        return "the text '" + (string->size() > kShown ? string->substr(0, kShown) + "..." : *string) + "'";
    }
    return list() != nullptr ? "a list" : "a map";
}

bool operator==(const SaltValue& a, const SaltValue& b) {
    const std::optional<double> a_number = as_number(a);
    const std::optional<double> b_number = as_number(b);
    if (a_number || b_number) return a_number == b_number;
    if (a.is.index() != b.is.index()) return false;
    if (a.list() != nullptr) return *a.list() == *b.list();
    if (a.map() != nullptr) {
        const auto in_b = [&](const SaltEntry& entry) {
            return std::any_of(b.map()->begin(), b.map()->end(), [&](const SaltEntry& other) {
                return entry.key == other.key && entry.value == other.value;
            });
        };
        return a.map()->size() == b.map()->size() && std::all_of(a.map()->begin(), a.map()->end(), in_b);
    }
    return a.text() == nullptr || *a.text() == *b.text();
}

Result<SaltValue> parse_salt_yaml(std::string_view document) {
    try {
        const std::string text = with_unix_line_ends(document);
        // Not YAML::LoadAll: for a document that starts with a comma, yaml-cpp 0.7 reports one empty document
        // after the other, without end (jbeder/yaml-cpp#1319).
        std::istringstream stream(text);
        YAML::Parser parser(stream);
        DocumentStart start;
        if (!parser.HandleNextDocument(start)) return SaltValue{};
        if (parser.HandleNextDocument(start))
            return fail(Errc::invalid, at(start.mark, "expected one YAML document, found a second"));
        return Reader().value(YAML::Load(text), 0);
    } catch (const YAML::Exception& error) {
        return fail(Errc::invalid, at(error.mark, error.msg));
    } catch (const Refusal& refusal) {
        return fail(Errc::invalid, at(refusal.mark, refusal.text));
    }
}

}  // namespace job_retry
