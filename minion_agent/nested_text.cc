#include "minion_agent/nested_text.h"

#include <map>

#include "runtime/text_table.h"

namespace job_retry {
namespace {

using Json = nlohmann::ordered_json;

std::string scalar(const Json& value) {
    if (value.is_null()) return "None";
    if (value.is_boolean()) return value.get<bool>() ? "True" : "False";
    return value.dump();
}

class Nested {
  public:
    void show(const Json& value, std::size_t indent, const std::string& prefix) {
        if (value.is_string()) {
            text(value.get_ref<const std::string&>(), indent, prefix);
        } else if (value.is_array()) {
            for (const Json& item : value) {
                if (!item.is_structured()) {
                    show(item, indent, "- ");
                    continue;
                }
                line(indent, "", "|_");
                show(item, indent + 2, item.is_object() ? "" : "- ");
            }
        } else if (value.is_object()) {
            if (indent > 0) line(indent, "", "----------");
            std::map<std::string, const Json*> sorted;
            for (const auto& [key, item] : value.items())
                sorted.emplace(key, &item);
            for (const auto& [key, item] : sorted) {
                line(indent, prefix, key + ":");
                show(*item, indent + 4, "");
            }
        } else {
            line(indent, prefix, scalar(value));
        }
    }
    std::string take() { return std::move(out_); }

  private:
    void line(std::size_t indent, const std::string& prefix, const std::string& content) {
        out_ += std::string(indent, ' ') + prefix + printable(content) + '\n';
    }
    void text(const std::string& value, std::size_t indent, const std::string& prefix) {
        std::string before = prefix;
        std::size_t start = 0;
        while (start < value.size()) {
            const std::size_t end = std::min(value.find('\n', start), value.size());
            line(indent, before, value.substr(start, end - start));
            before.assign(prefix.size(), ' ');
            start = end + 1;
        }
    }

    std::string out_;
};

}  // namespace

std::string nested_text(const Json& value, std::size_t indent) {
    Nested nested;
    nested.show(value, indent, "");
    return nested.take();
}

}  // namespace job_retry
