// SPDX-License-Identifier: Apache-2.0
// onestop-syncd --config syncd.toml [--clock-offset-ms N]; onestop-syncd status --config syncd.toml [--json]
#include <CLI/CLI.hpp>
#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>

#include <iostream>

#include "sync/daemon/daemon.h"
#include "sync/daemon/sandbox.h"
#include "sync/daemon/status.h"

static int complain(const std::string& sentence, int code) {
    std::cerr << "onestop-syncd: " << sentence.substr(0, sentence.find('\n')) << '\n';
    return code;
}

int main(int argc, char** argv) {
    using namespace onestop;
    CLI::App app("Keeps a kiosk in step with its hub and with the signed catalogue");
    std::string file;
    std::int64_t offset_ms = 0;
    bool json = false;
    app.add_option("--config", file, "syncd.toml");
    app.add_option("--clock-offset-ms", offset_ms, "rehearse another moment: the clock plus so many milliseconds");
    auto* status = app.add_subcommand("status", "what was pulled and pushed, and why not");
    status->add_option("--config", file, "syncd.toml");
    status->add_option("--clock-offset-ms", offset_ms, "as above");
    status->add_flag("--json", json, "one JSON object");
    try {
        app.parse(argc, argv);
    } catch (const CLI::Success& help) {
        return app.exit(help);
    } catch (const CLI::ParseError& error) {
        return complain(error.what(), 2);
    }
    if (file.empty()) return complain("--config: expected the path of syncd.toml", 2);
    spdlog::set_default_logger(spdlog::stderr_logger_mt("syncd"));

    const auto config = daemon::readConfig(file);
    if (!config) return complain(config.error(), 2);
    const std::chrono::milliseconds offset{offset_ms};
    if (status->parsed()) {
        const auto text = daemon::describeStatus(*config, events::SystemClock(offset), json);
        if (!text) return complain(text.error(), 1);
        std::cout << *text;
        return 0;
    }
    if (const auto sandboxed = daemon::enterSandbox(); !sandboxed) return complain(sandboxed.error(), 1);
    return daemon::runDaemon(*config, offset);
}
