// SPDX-License-Identifier: Apache-2.0
// onestop-kiosk: the composition. The only place that knows screen, store and devices together.
#include <chrono>
#include <optional>

#include <QGuiApplication>
#include <QQmlApplicationEngine>
#include <spdlog/spdlog.h>

#include "drivers/qr_scanner/camera_scanner.h"
#include "drivers/qr_scanner/video_source.h"
#include "drivers/usb/libusb_host.h"
#include "kiosk/app/device_posts.h"
#include "kiosk/app/fresh_process.h"
#include "kiosk/app/memory_return.h"
#include "kiosk/app/rights.h"
#include "kiosk/app/screen_modules.h"
#include "kiosk/app/screen_program.h"
#include "kiosk/app/store_print_journal.h"
#include "kiosk/app/store_staff_desk.h"
#include "kiosk/viewmodels/lobby_view_model.h"
#include "kiosk/viewmodels/screen_setup.h"
#include "sync/catalogue/staff_code.h"

namespace {

using namespace onestop;

/// The devices on the bus, ending in the order in which they must.
class Devices {
public:
    Devices(const app::KioskConfig& config, const events::Clock& clock, app::StoreLobby& lobby, app::PostToScreen post)
        : journal_(config.store, clock, crypto::fillRandom, config.site, config.kiosk), posts_(lobby, std::move(post)),
          reader_(bus_, {}, posts_), printer_(bus_, printerConfig(config), journal_, posts_) {
        qr_scanner::ScannerConfig scanner;
        if (const auto pages = config.ticketPages(); !pages.empty())
            scanner.schemes.push_back(pages); // a slip is shown again: to follow its ticket, or to rate the service
        scanner.schemes.emplace_back(catalogue::kStaffCodePrefix);
        if (config.camera.empty())
            scanner_.emplace(bus_, scanner, posts_);
        else
            camera_.emplace(std::make_unique<qr_scanner::VideoSource>(config.camera), scanner.schemes, posts_);
    }

    void print(receipt_printer::PrintJob job) { printer_.print(std::move(job)); }
    void rollChanged() { printer_.rollChanged(); }
    receipt_printer::PrinterReport printerReport() { return printer_.report(); }
    void expectCard() { reader_.expectCard(); }
    /// The camera looks only while somebody may come.
    void attend(bool somebody) {
        if (camera_) camera_->attend(somebody);
    }

private:
    static receipt_printer::PrinterConfig printerConfig(const app::KioskConfig& config) {
        receipt_printer::PrinterConfig printer;
        printer.paper = config.paper_mm == 58 ? receipt_printer::PaperWidth::Mm58 : receipt_printer::PaperWidth::Mm80;
        printer.whole_raster = config.printer_raster;
        printer.memory = config.state / "printer";
        return printer;
    }

    app::StorePrintJournal journal_;
    app::DevicePosts posts_;
    usb::LibusbHost bus_;
    id_card_reader::IdCardReader reader_;
    receipt_printer::ReceiptPrinter printer_;
    std::optional<qr_scanner::QrScanner> scanner_;    ///< either this
    std::optional<qr_scanner::CameraScanner> camera_; ///< or that
};

constexpr int kBeginAgain = -1; ///< no exit code of a process
/// The drivers look round the bus, and who touches the first picture at once is answered first.
constexpr std::chrono::milliseconds kDevicesAfter{200};

int runKiosk(QGuiApplication& application, const app::ScreenOptions& options, app::FreshProcess& fresh) {
    events::SystemClock clock(options.clock_offset);
    std::optional<Devices> devices;
    app::StoreLobby lobby(
        options.config, clock, crypto::fillRandom,
        [&](receipt_printer::PrintJob job) { devices.value().print(std::move(job)); }, ONESTOP_VERSION, fresh.legacy());
    viewmodels::prepareFonts();
    speech::SocketSpeaker speaker(options.config.speaker);
    input::SocketInputEngine input_engine(options.config.input);
    app::StoreStaffDesk desk(
        lobby, clock,
        {.print = [&](receipt_printer::PrintJob job) { devices.value().print(std::move(job)); },
         .rollChanged = [&] { devices.value().rollChanged(); },
         .report = [&] { return devices ? devices->printerReport() : receipt_printer::PrinterReport{}; }},
        options.config.staff_pin, ONESTOP_VERSION, fresh.legacy() ? fresh.legacy()->brake : flows::PinBrake{},
        {.request = options.config.run / "log.request", .answer = options.config.log_answer});
    viewmodels::LobbyViewModel screen(lobby, &speaker, &input_engine, &desk);
    QObject::connect(&screen, &viewmodels::LobbyViewModel::typed, [&lobby] { lobby.typed(); });
    screen.settings()->setLowReachOffered(!options.config.screen.isInReach());
    auto manager = service::ServiceManager::fromEnvironment();
    QQmlApplicationEngine engine;
    viewmodels::prepareEngine(engine, screen.settings());
    QVariantMap properties = app::windowProperties(
        options.config.screen, {options.config.screen.width_px, options.config.screen.height_px}, options.fullscreen);
    properties.insert("lobby", QVariant::fromValue(&screen));
    const auto devices_begin = [&] {
        lobby.devicesBegin();
        devices.emplace(options.config, clock, lobby, [&application](std::function<void()> call) {
            QMetaObject::invokeMethod(&application, std::move(call), Qt::QueuedConnection);
        });
    };
    app::MemoryReturn memory;
    QObject::connect(screen.navigation(), &viewmodels::NavigationViewModel::changed,
                     [&memory] { memory.pageOpened(); });
    const auto first_frame = [&] {
        manager.ready();
        fresh.letFormerPictureGo();
        memory.pageOpened();
        QTimer::singleShot(kDevicesAfter, &application, devices_begin);
    };
    if (!app::showWindow(engine, "Main.qml", properties, first_frame)) return 1;
    const bool opened_again = app::isDisplayOpenedAgain();
    const app::Ticker ticker(
        manager,
        [&] {
            lobby.tick();
            desk.tick();
            if (devices) {
                if (lobby.state().session != session::Phase::Attract) devices->expectCard();
                devices->attend(app::scannerWanted(lobby.state()));
            }
            if (lobby.state().catalogue) clock.raiseFloor(lobby.state().catalogue->issued);
            if (lobby.isFreshProcessDue() && opened_again) application.exit(kBeginAgain);
        },
        [&] { return lobby.changeDescriptor(); });
    const int code = application.exec();
    if (code == kBeginAgain) spdlog::info("a fresh process");
    devices.reset(); // before what its posts speak to
    if (code != kBeginAgain) return code;
    // The window stays: its picture is on the display until that of the fresh process is.
    const auto& state = lobby.state();
    spdlog::critical("{}", fresh.begin({.brake = desk.brake(),
                                        .code_brake = lobby.codeBrake(),
                                        .reader = state.reader,
                                        .printer = state.printer,
                                        .scanner = state.scanner}));
    return 1; // whoever supervises this begins it again
}

} // namespace

int main(int argc, char** argv) {
    app::FreshProcess fresh(argv);
    auto read = app::readScreenOptions("onestop-kiosk", "The lobby's touchscreen.", argc, argv);
    if (const int* code = std::get_if<int>(&read)) return *code;
    app::prepareProcess();
    QGuiApplication application(argc, argv);
    const app::TerminationWatch termination;
    // From here on: the display is open, and so is what its plugins opened; nothing else gets a network socket.
    if (const auto dropped = app::dropNetwork(); !dropped) {
        spdlog::critical("{}", dropped.error().sentence);
        return 1;
    }
    return runKiosk(application, std::get<app::ScreenOptions>(read), fresh);
}
