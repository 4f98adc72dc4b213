// runtime/salt_yaml: the text of a configuration file.

#include "runtime/salt_yaml.h"

#include <array>
#include <cmath>

#include "tests/fuzz/fuzz_target.h"

namespace job_retry::fuzz {
namespace {

constexpr int kMaxDepth = 100;  // of what Salt's own files are far from

void write(std::string& out, const SaltValue& value, int depth);

void write_text(std::string& out, const std::string& text) {
    out += '"';
    for (const char c : text) {
        if (has_control({&c, 1}) || c == '"' || c == '\\') {
            std::array<char, 5> escaped{};
            std::snprintf(escaped.data(), escaped.size(), "\\x%02x", unsigned(static_cast<unsigned char>(c)));
            out += escaped.data();
        } else {
            out += c;
        }
    }
    out += '"';
}

void write_real(std::string& out, double number) {
    if (std::isnan(number)) {
        out += ".nan";
    } else if (std::isinf(number)) {
        out += number < 0 ? "-.inf" : ".inf";
    } else {
        std::array<char, 32> digits{};
        std::snprintf(digits.data(), digits.size(), "%.17e", number);
        out += digits.data();
    }
}

// One line of YAML that stands for the same value; texts are quoted, so nothing is left to guess.
void write(std::string& out, const SaltValue& value, int depth) {
    require(depth <= kMaxDepth + 1, "no value is nested more deeply than the bound");
    require(!value.described().empty(), "every value can be described");
    if (const bool* flag = value.boolean()) {
        out += *flag ? "true" : "false";
    } else if (const std::int64_t* number = value.integer()) {
        out += std::to_string(*number);
    } else if (const auto* real = std::get_if<double>(&value.is)) {
        write_real(out, *real);
    } else if (const std::string* text = value.text()) {
        write_text(out, *text);
    } else if (const SaltValue::List* list = value.list()) {
        out += '[';
        for (const SaltValue& item : *list) {
            write(out, item, depth + 1);
            out += ", ";
        }
        out += ']';
    } else if (const SaltValue::Map* map = value.map()) {
        out += '{';
        for (const SaltEntry& entry : *map) {
            out += "? ";
            write(out, entry.key, depth + 1);
            out += " : ";
            write(out, entry.value, depth + 1);
            out += ", ";
        }
        out += '}';
    } else {
        out += '~';
    }
}

std::string written(const SaltValue& value) {
    std::string out;
    write(out, value, 0);
    return out + "\n";
}

}  // namespace

void one_input(std::string_view bytes) {
    const Result<SaltValue> value = parse_salt_yaml(bytes);
    if (!value) {
        require(value.error().code == Errc::invalid && value.error().text.starts_with("line "),
                "an error is `invalid` and names its line");
        return;
    }
    accepted();
    const std::string text = written(*value);
    const Result<SaltValue> again = parse_salt_yaml(text);
    require(again && written(*again) == text, "the value, written plainly, is read as the same value");

    if (bytes.find('\r') != std::string_view::npos) return;
    std::string with_crlf;
    for (const char c : bytes) {
        if (c == '\n') with_crlf += '\r';
        with_crlf += c;
    }
    const Result<SaltValue> from_crlf = parse_salt_yaml(with_crlf);
    require(from_crlf && written(*from_crlf) == text, "the ends of lines do not matter");
}

}  // namespace job_retry::fuzz
