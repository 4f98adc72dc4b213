// minion_agent/returned_value: a recorded return, which is whatever a job's function gave back.

#include "minion_agent/returned_value.h"

#include <nlohmann/json.hpp>

#include "tests/fuzz/fuzz_target.h"

namespace job_retry::fuzz {

void one_input(std::string_view bytes) {
    const auto value = plain_value(bytes);
    if (!value) return;
    accepted();
    using Json = nlohmann::ordered_json;
    const std::string shown = value->dump(2, ' ', false, Json::error_handler_t::replace);
    require(Json::accept(shown), "what is shown is JSON");
    require(!value->is_binary(), "what is not plain is not shown");
}

}  // namespace job_retry::fuzz
