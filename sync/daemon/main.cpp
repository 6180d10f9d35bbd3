// SPDX-License-Identifier: Apache-2.0
// onestop-syncd --config syncd.toml [--clock-offset-ms N]; onestop-syncd status --config syncd.toml [--json]
#include <CLI/CLI.hpp>
#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>

#include <iostream>

#include "sync/daemon/daemon.h"
#include "sync/daemon/sandbox.h"
#include "sync/daemon/status.h"
#include "sync/identity/enrolment.h"

static int complain(const std::string& sentence, int code) {
    std::cerr << "onestop-syncd: " << sentence.substr(0, sentence.find('\n')) << '\n';
    return code;
}

static int enrolNow(const onestop::daemon::SyncdConfig& config, std::chrono::milliseconds offset,
                    const std::string& typed) {
    using namespace onestop;
    const auto code = transport::parseEnrolmentCode(typed);
    if (!code) return complain("--code: " + code.error(), 2);
    const auto certificate = identity::enrolByCode(config.identitySettings(), events::SystemClock(offset), *code);
    if (!certificate) return complain(certificate.error().sentence, 1);
    std::cout << "enrolled as " << certificate->commonName() << " until " << events::toRfc3339(certificate->notAfter())
              << '\n';
    return 0;
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
    std::string code;
    auto* enrol = app.add_subcommand("enrol", "make this machine the kiosk of its settings, with a code of the hub");
    enrol->add_option("--config", file, "syncd.toml");
    enrol->add_option("--clock-offset-ms", offset_ms, "as above");
    enrol->add_option("--code", code, "as on the slip; - reads it from standard input (a QR scanner)")->required();
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
    if (enrol->parsed()) {
        if (code == "-") std::getline(std::cin, code);
        return enrolNow(*config, offset, code);
    }
    return daemon::runDaemon(*config, offset);
}
