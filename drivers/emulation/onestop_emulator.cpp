// SPDX-License-Identifier: Apache-2.0
// onestop-emulator: a kiosk's three devices without the devices. Puts the models on umockdev's bus, obeys the control
// socket, writes the printed paper to a folder. Runs itself again under umockdev-wrapper when it is not there yet.
#include <condition_variable>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <mutex>
#include <thread>

#include <unistd.h>

#include <CLI/CLI.hpp>

#include "drivers/emulation/control_socket.h"
#include "drivers/emulation/emulated_lobby.h"
#include "drivers/emulation/receipt_folder.h"
#include "drivers/emulation/umockdev_bus.h"

namespace onestop::emulation {

namespace {

using namespace std::chrono_literals;
using Json = nlohmann::json;
constexpr std::array kAllDevices{DeviceName::Reader, DeviceName::Printer, DeviceName::Scanner};

struct Options {
    std::filesystem::path control;
    std::filesystem::path receipts;
    std::filesystem::path root;
    int paper_mm = 80;
    std::string wiring = "single";
};

class Emulator {
public:
    explicit Emulator(const Options& options)
        : lobby_(options.wiring == "split" ? ReaderWiring::SplitPipe : ReaderWiring::SinglePipe,
                 static_cast<PaperMillimetres>(options.paper_mm)),
          receipts_(options.receipts), bus_(mutex_, [this] { changed_.notify_all(); }) {
        lobby_.printer.onSlip = [this](const Slip& slip) { receipts_.write(slip); };
        // In the order of their bus numbers: reader on usb1, printer on usb2, scanner on usb3.
        for (auto name : kAllDevices)
            bus_.add(lobby_.model(name));
        for (auto name : kAllDevices)
            bus_.plug(index(name));
        cable_ = std::thread([this] { unplugOnRequest(); });
        socket_ = std::make_unique<ControlSocket>(options.control, [this](const auto& line) { return answer(line); });
        tellRoot(options.root);
    }

    ~Emulator() {
        {
            std::lock_guard lock(mutex_);
            ending_ = true;
        }
        changed_.notify_all();
        socket_.reset();
        cable_.join();
    }

private:
    static std::size_t index(DeviceName name) { return static_cast<std::size_t>(name); }

    /// Last, whole: who finds the file can join and speak.
    void tellRoot(const std::filesystem::path& file) const {
        auto beside = file;
        beside += ".new";
        std::ofstream(beside) << bus_.root().string() << "\n";
        std::filesystem::rename(beside, file);
    }

    /// A fault may pull the cable in the middle of a transfer; that is done outside the transfer's own call.
    void unplugOnRequest() {
        std::unique_lock lock(mutex_);
        while (!ending_) {
            std::optional<DeviceName> leaving;
            for (auto name : kAllDevices)
                if (lobby_.model(name).takeUnplugRequest()) leaving = name;
            if (!leaving) {
                changed_.wait(lock);
                continue;
            }
            lock.unlock();
            bus_.unplug(index(*leaving));
            lock.lock();
            changed_.notify_all();
        }
    }

    std::string answer(const std::string& line) {
        auto request = Json::parse(line, nullptr, false);
        auto result =
            request.is_object() ? obey(request) : tl::unexpected(std::string("expected one JSON object a line"));
        Json said = result ? *result : Json{{"error", result.error()}};
        said["ok"] = result.has_value();
        return said.dump(-1, ' ', false, Json::error_handler_t::replace);
    }

    tl::expected<Json, std::string> obey(const Json& request) {
        auto what = textOf(request, "do");
        if (!what) return tl::unexpected(what.error());
        if (*what == "wait") return wait(request);
        if (*what == "plug" || *what == "unplug") {
            auto name = deviceOf(request);
            if (!name) return tl::unexpected(name.error());
            if (*what == "plug")
                bus_.plug(index(*name));
            else
                bus_.unplug(index(*name));
            return Json::object();
        }
        std::lock_guard lock(mutex_);
        auto result = lobby_.act(request);
        for (auto name : kAllDevices)
            bus_.pump(index(name));
        if (result && *what == "status") *result = status();
        return result;
    }

    Json status() const {
        auto all = lobby_.status();
        auto add = [&](const char* name, DeviceName device) {
            all[name]["plugged"] = bus_.isPlugged(index(device));
            all[name]["claims"] = bus_.claims(index(device));
        };
        add("reader", DeviceName::Reader);
        add("printer", DeviceName::Printer);
        add("scanner", DeviceName::Scanner);
        return all;
    }

    /// Until a counter of the device's status has reached a number (or a state is true).
    tl::expected<Json, std::string> wait(const Json& request) {
        auto name = deviceOf(request);
        if (!name) return tl::unexpected(name.error());
        auto counter = textOf(request, "for");
        if (!counter) return tl::unexpected(counter.error());
        auto count = numberOf(request, "count", 1);
        auto timeout = numberOf(request, "timeout_ms", 5000);
        if (!count) return tl::unexpected(count.error());
        if (!timeout) return tl::unexpected(timeout.error());
        auto device = request["device"].get<std::string>();
        std::unique_lock lock(mutex_);
        if (!status()[device].contains(*counter)) return tl::unexpected("for: a " + device + " counts no " + *counter);
        auto reached = [&] {
            auto value = status()[device][*counter];
            if (value.is_boolean()) return value.get<bool>() == (*count != 0);
            return value.is_number() && value.get<std::uint64_t>() >= *count;
        };
        // A claim ends without a word from the bus when a program dies, so look again now and then.
        auto end = std::chrono::steady_clock::now() + std::chrono::milliseconds(*timeout);
        while (!ending_ && !reached()) {
            auto now = std::chrono::steady_clock::now();
            if (now >= end)
                return tl::unexpected("wait: " + device + " " + *counter + " is " + status()[device][*counter].dump() +
                                      " after " + std::to_string(*timeout) + " ms");
            changed_.wait_until(lock, std::min(end, now + 100ms));
        }
        return Json{{*counter, status()[device][*counter]}};
    }

    std::mutex mutex_; ///< guards the models and what follows from them
    std::condition_variable changed_;
    EmulatedLobby lobby_;
    ReceiptFolder receipts_;
    UmockdevBus bus_;
    std::thread cable_;
    std::unique_ptr<ControlSocket> socket_;
    bool ending_ = false;
};

int runUnderWrapper(char** argv) {
    if (std::getenv("ONESTOP_EMULATOR_WRAPPED")) {
        std::cerr << "onestop-emulator: umockdev-wrapper did not load umockdev's preload library\n";
        return 2;
    }
    ::setenv("ONESTOP_EMULATOR_WRAPPED", "1", 1);
    auto self = std::filesystem::read_symlink("/proc/self/exe").string();
    std::vector<char*> arguments{const_cast<char*>("umockdev-wrapper"), self.data()};
    for (char** argument = argv + 1; *argument; ++argument)
        arguments.push_back(*argument);
    arguments.push_back(nullptr);
    ::execvp("umockdev-wrapper", arguments.data());
    std::cerr << "onestop-emulator: cannot run umockdev-wrapper: install the package umockdev\n";
    return 2;
}

} // namespace

int run(int argc, char** argv) {
    CLI::App app{"The kiosk's three devices, emulated: identity-card reader, receipt printer, QR scanner"};
    Options options;
    app.add_option("--control", options.control, "Unix socket for commands, one JSON object a line")->required();
    app.add_option("--receipts", options.receipts, "folder for the printed paper")->required();
    app.add_option("--root", options.root, "file that receives the folder to join with UMOCKDEV_DIR")->required();
    app.add_option("--paper-mm", options.paper_mm, "width of the paper")->check(CLI::IsMember({58, 80}));
    app.add_option("--reader", options.wiring, "wiring of the reader")->check(CLI::IsMember({"single", "split"}));
    try {
        app.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
        if (error.get_exit_code() == 0) return app.exit(error);
        std::cerr << "onestop-emulator: " << error.what() << "\n";
        return 2;
    }
    // umockdev_in_mock_environment() is true only where a testbed exists already.
    const char* preloaded = std::getenv("LD_PRELOAD");
    if (!preloaded || std::string_view(preloaded).find("libumockdev-preload") == std::string_view::npos)
        return runUnderWrapper(argv);

    // Every thread inherits the mask: the signals come only to sigwait below.
    sigset_t ends;
    sigemptyset(&ends);
    sigaddset(&ends, SIGTERM);
    sigaddset(&ends, SIGINT);
    ::pthread_sigmask(SIG_BLOCK, &ends, nullptr);
    try {
        Emulator emulator(options);
        int signal = 0;
        ::sigwait(&ends, &signal);
        std::filesystem::remove(options.root);
    } catch (const std::exception& error) {
        std::cerr << "onestop-emulator: " << error.what() << "\n";
        return 1;
    }
    return 0;
}

} // namespace onestop::emulation

int main(int argc, char** argv) { return onestop::emulation::run(argc, argv); }
