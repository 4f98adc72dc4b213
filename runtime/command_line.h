// What the command lines of both programs have in common. For their main.cc alone.

#pragma once

#include <CLI/CLI.hpp>
#include <iostream>
#include <string>

#include "runtime/exit_code.h"
#include "runtime/jid.h"
#include "runtime/text_table.h"

namespace job_retry {

// For an option that is a JID.
inline CLI::Validator is_jid() {
    return CLI::Validator(
        [](std::string& text) {
            const auto jid = Jid::parse(text);
            return jid ? std::string() : "'" + printable(text) + "' is no JID: " + jid.error().text;
        },
        "");
}

// What went wrong, in one line on standard error.
inline void complain(std::string_view program, std::string_view text) {
    std::cerr << program << ": " << printable(text) << '\n';
}

// Prints help, the version, or what is wrong with the command line; gives what the program ends with.
inline int parse_failed(const CLI::App& app, const CLI::ParseError& error) {
    if (error.get_exit_code() == 0) return app.exit(error);
    std::string text = error.what();
    const auto left = app.remaining(true);
    // A word that is no command is noticed only as the lack of one.
    if (error.get_name() == "RequiredError" && !left.empty())
        text = "there is no command '" + printable(left.front()) + "' here";
    complain(app.get_name(), text);
    std::cerr << "Run with --help for more information.\n";
    return code(ExitCode::usage);
}

}  // namespace job_retry
