// SPDX-License-Identifier: Apache-2.0
// onestop-hub: the lobby's upstream. Reads its configuration, then serves or carries out the command given.
#include <chrono>
#include <cstdint>
#include <exception>
#include <string>

#include <CLI/CLI.hpp>
#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>

#include "sync/hub/commands.h"
#include "sync/hub/console.h"
#include "sync/hub/serve.h"

using namespace onestop;

int main(int argc, char** argv) {
    spdlog::set_default_logger(spdlog::stderr_logger_mt("onestop-hub"));
    spdlog::set_pattern("%Y-%m-%dT%H:%M:%S.%e %l %v");
    CLI::App app("The lobby's upstream: events in, numbers, calls and help; the counter page; the public ticket page");
    std::string file;
    std::int64_t offset_ms = 0;
    app.add_option("--config", file, "hub.toml");
    app.add_option("--clock-offset-ms", offset_ms, "rehearse another moment: wall clock plus so many ms");
    app.set_version_flag("--version", ONESTOP_VERSION);
    const hub::Commands commands(app, file);
    try {
        app.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
        if (error.get_exit_code() == 0) return app.exit(error);
        return hub::complain(error.what());
    }
    if (file.empty()) return hub::complain("--config is required");
    const auto config = hub::readHubConfig(file);
    if (!config) return hub::complain(config.error());
    const std::chrono::milliseconds offset(offset_ms);
    try {
        const auto command = commands.given();
        return command ? command(*config, offset) : hub::serve(*config, offset);
    } catch (const std::exception& failed) {
        return hub::complain(failed.what());
    }
}
