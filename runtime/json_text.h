// JSON as commands print it: UTF-8 whatever was in it, and no character that a terminal acts on.

#pragma once

#include <nlohmann/json.hpp>
#include <ostream>
#include <string>

#include "runtime/plain_text.h"

namespace job_retry {

// `indent` below 0: in one line.
inline std::string json_text(const nlohmann::ordered_json& value, int indent = 2) {
    return escaped_json(value.dump(indent, ' ', false, nlohmann::ordered_json::error_handler_t::replace));
}

// JsonArray: an array that is printed element by element, so that a long one begins at once. Looks as a whole
// one printed with an indent of two would. Nothing is printed before the first element or end(); an array
// that was begun and whose end() is not called is cut off, as what stands in it.
class JsonArray {
  public:
    explicit JsonArray(std::ostream& out) : out_(out) {}

    void add(const nlohmann::ordered_json& element) {
        out_ << (begun_ ? ",\n  " : "[\n  ");
        begun_ = true;
        std::string text = json_text(element);
        for (std::size_t at = 0; (at = text.find('\n', at)) != std::string::npos; at += 3)
            text.insert(at + 1, "  ");
        out_ << text;
    }
    void end() { out_ << (begun_ ? "\n]\n" : "[]\n"); }

  private:
    std::ostream& out_;
    bool begun_ = false;
};

}  // namespace job_retry
