#include "minion_agent/nested_text.h"

#include <catch2/catch.hpp>

namespace job_retry {
namespace {

std::string shown(const char* json, std::size_t indent = 4) {
    return nested_text(nlohmann::ordered_json::parse(json), indent);
}

// What `salt-call --local --out=nested` of Salt 3006 prints for these values, below its "local:".
TEST_CASE("a return is shown as Salt shows it") {
    CHECK(shown(R"("two\nlines")") == "    two\n    lines\n");
    CHECK(shown("true") == "    True\n");
    CHECK(shown("null") == "    None\n");
    CHECK(shown("1.5") == "    1.5\n");
    CHECK(shown(R"([1, "a\nb", [2, 3], {"k": null}])") ==
          "    - 1\n    - a\n      b\n    |_\n      - 2\n      - 3\n    |_\n      ----------\n      k:\n     "
          "     None\n");
    CHECK(shown(R"({"b": {"y": []}, "a": "text"})") ==
          "    ----------\n    a:\n        text\n    b:\n        ----------\n        y:\n");
    CHECK(shown(R"({"a": 1})", 0) == "a:\n    1\n");
}

TEST_CASE("a return cannot steer the terminal") {
    CHECK(shown(R"("red \u001b[31m")") == "    red ?[31m\n");
}

}  // namespace
}  // namespace job_retry
