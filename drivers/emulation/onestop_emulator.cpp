// SPDX-License-Identifier: Apache-2.0
// onestop-emulator: a kiosk's three devices without the devices. Puts the models on umockdev's bus or before QEMU's
// guests, obeys the control socket, writes the printed paper to a folder. For umockdev it runs itself again under
// umockdev-wrapper when it is not there yet.
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
#include "drivers/emulation/usb_redir_bus.h"

namespace onestop::emulation {

namespace {

using namespace std::chrono_literals;
using Json = nlohmann::json;
constexpr std::array<std::pair<DeviceName, const char*>, 3> kAllDevices{
    {{DeviceName::Reader, "reader"}, {DeviceName::Printer, "printer"}, {DeviceName::Scanner, "scanner"}}};

struct Options {
    std::filesystem::path control;
    std::filesystem::path receipts;
    std::filesystem::path root;  ///< for umockdev
    std::filesystem::path redir; ///< for QEMU, instead
    int paper_mm = 80;
    std::string wiring = "single";
};

class Emulator {
public:
    explicit Emulator(const Options& options)
        : lobby_(options.wiring == "split" ? ReaderWiring::SplitPipe : ReaderWiring::SinglePipe,
                 static_cast<PaperMillimetres>(options.paper_mm)),
          receipts_(options.receipts) {
        lobby_.printer.onSlip = [this](const Slip& slip) { receipts_.write(slip); };
        std::filesystem::path root;
        bus_ = options.redir.empty() ? umockdevBus(root) : usbRedirBus(options.redir);
        for (auto [name, text] : kAllDevices)
            bus_->plug(index(name));
        cable_ = std::thread([this] { unplugOnRequest(); });
        socket_ = std::make_unique<ControlSocket>(options.control, [this](const auto& line) { return answer(line); });
        if (!root.empty()) tell(root, options.root);
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

    /// Reader on usb1, printer on usb2, scanner on usb3.
    std::unique_ptr<Bus> umockdevBus(std::filesystem::path& root) {
        auto bus = std::make_unique<UmockdevBus>(mutex_, [this] { changed_.notify_all(); });
        for (auto [name, text] : kAllDevices)
            bus->add(lobby_.model(name));
        root = bus->root();
        return bus;
    }

    std::unique_ptr<Bus> usbRedirBus(const std::filesystem::path& folder) {
        std::filesystem::create_directories(folder);
        auto bus = std::make_unique<UsbRedirBus>(mutex_, [this] { changed_.notify_all(); });
        for (auto [name, text] : kAllDevices)
            bus->add(lobby_.model(name), folder / (std::string(text) + ".sock"));
        return bus;
    }

    /// Last, whole: who finds the file can join and speak.
    static void tell(const std::filesystem::path& root, const std::filesystem::path& file) {
        auto beside = file;
        beside += ".new";
        std::ofstream(beside) << root.string() << "\n";
        std::filesystem::rename(beside, file);
    }

    /// A fault may pull the cable in the middle of a transfer; that is done outside the transfer's own call.
    void unplugOnRequest() {
        std::unique_lock lock(mutex_);
        while (!ending_) {
            std::optional<DeviceName> leaving;
            for (auto [name, text] : kAllDevices)
                if (lobby_.model(name).takeUnplugRequest()) leaving = name;
            if (!leaving) {
                changed_.wait(lock);
                continue;
            }
            lock.unlock();
            bus_->unplug(index(*leaving));
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
                bus_->plug(index(*name));
            else
                bus_->unplug(index(*name));
            return Json::object();
        }
        std::lock_guard lock(mutex_);
        auto result = lobby_.act(request);
        for (auto [name, text] : kAllDevices)
            bus_->pump(index(name));
        if (result && *what == "status") *result = status();
        return result;
    }

    Json status() const {
        auto all = lobby_.status();
        for (auto [name, text] : kAllDevices) {
            all[text]["plugged"] = bus_->isPlugged(index(name));
            all[text]["claims"] = bus_->claims(index(name));
        }
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
    std::unique_ptr<Bus> bus_;
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
    auto* bus = app.add_option_group("bus", "how programs see the devices")->require_option(1);
    bus->add_option("--root", options.root, "umockdev: file that receives the folder to join with UMOCKDEV_DIR");
    bus->add_option("--usb-redir", options.redir,
                    "QEMU: folder for the sockets reader.sock, printer.sock, scanner.sock");
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
    if (options.redir.empty() &&
        (!preloaded || std::string_view(preloaded).find("libumockdev-preload") == std::string_view::npos))
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
        if (!options.root.empty()) std::filesystem::remove(options.root);
    } catch (const std::exception& error) {
        std::cerr << "onestop-emulator: " << error.what() << "\n";
        return 1;
    }
    return 0;
}

} // namespace onestop::emulation

int main(int argc, char** argv) { return onestop::emulation::run(argc, argv); }
