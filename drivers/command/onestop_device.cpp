// SPDX-License-Identifier: Apache-2.0
// onestop-device: the technician's tool for the three devices. Works on what is plugged in, without store or network.
#include <functional>
#include <iostream>

#include <CLI/CLI.hpp>

#include "drivers/command/commands.h"

namespace {

/// One line and exit code 2 for whatever was mistyped.
int sayMistake(const CLI::App& app, const CLI::ParseError& error) {
    if (error.get_exit_code() == static_cast<int>(CLI::ExitCodes::Success)) return app.exit(error); // --help, --version
    std::cerr << "onestop-device: " << error.what() << "; see onestop-device --help\n";
    return 2;
}

} // namespace

int main(int argc, char** argv) {
    using namespace onestop::command;
    CLI::App app("Lists, checks and tries the ID-card reader, the receipt printer and the QR scanner.");
    app.set_version_flag("--version", ONESTOP_VERSION);
    app.require_subcommand(1);
    app.fallthrough();
    Options options;
    int timeout_s = 30;
    int paper_mm = 80;
    std::vector<std::filesystem::path> files;
    std::function<int()> chosen;

    const auto add = [&](const char* name, const char* help, std::function<int()> command) {
        auto* sub = app.add_subcommand(name, help);
        sub->add_flag("--json", options.json, "One JSON object instead of sentences");
        sub->callback([&chosen, command = std::move(command)] { chosen = command; });
        return sub;
    };
    const auto addTimeout = [&](CLI::App* sub) {
        sub->add_option("--timeout-s", timeout_s, "How long to wait for a person")->check(CLI::Range(1, 3600));
    };
    const auto addPaper = [&](CLI::App* sub) {
        sub->add_option("--paper-mm", paper_mm, "Width of the roll: 58 or 80")->check(CLI::IsMember({58, 80}));
        sub->add_flag("--raster", options.raster, "Draw whole receipts: the printer has no Chinese characters");
    };
    const auto addCamera = [&](CLI::App* sub) {
        auto* camera = sub->add_option("--camera", options.camera, "The scanner is this camera: /dev/video0");
        sub->add_option("--frames", options.frames, "The scanner is this folder of pictures")
            ->check(CLI::ExistingDirectory)
            ->excludes(camera);
    };
    const auto addMemory = [&](CLI::App* sub) {
        sub->add_option("--memory", options.memory, "The kiosk's file on its printer: state/printer");
    };
    add("list", "What is on the USB bus, and the cameras", [&] { return list(options); });
    addCamera(add("status", "The state of each device and what to do about it", [&] { return status(options); }));
    addTimeout(add("read-card", "Reads a card; shows the masked name only", [&] { return readCard(options); }));
    addPaper(add("print-test", "Prints a test receipt and waits for the printer's confirmation",
                 [&] { return printTest(options); }));
    auto* roll_command =
        add("change-roll", "Leads through a roll change and prints a test slip", [&] { return changeRoll(options); });
    addTimeout(roll_command);
    addPaper(roll_command);
    addMemory(roll_command);
    auto* scan_command = add("scan", "Reads a code; shows its beginning only", [&] { return scan(options); });
    addTimeout(scan_command);
    addCamera(scan_command);
    add("decode", "Reads codes from pictures (PNG, JPEG, WebP, PGM); one JSON line a file",
        [&] { return decode(files); })
        ->add_option("files", files, "Pictures")
        ->required();
    auto* doctor_command = add("doctor", "Checks everything, says what works and what to do about the rest",
                               [&] { return doctor(options); });
    doctor_command->add_flag("--paper", options.on_paper, "Print the findings too");
    addPaper(doctor_command);
    addCamera(doctor_command);
    addMemory(doctor_command);
    const auto knows = [&](const std::string& name) {
        return !app.get_subcommands([&](CLI::App* sub) { return sub->get_name() == name; }).empty();
    };
    // CLI11 would only say that a subcommand is required.
    if (argc > 1 && argv[1][0] != '-' && !knows(argv[1])) {
        std::cerr << "onestop-device: unknown command " << argv[1] << "; see onestop-device --help\n";
        return 2;
    }
    try {
        app.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
        return sayMistake(app, error);
    }
    options.timeout = std::chrono::seconds(timeout_s);
    if (paper_mm == 58) options.paper = onestop::receipt_printer::PaperWidth::Mm58;
    return chosen();
}
