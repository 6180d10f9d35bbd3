// SPDX-License-Identifier: Apache-2.0
#include "drivers/command/devices.h"

#include <random>

#include "drivers/id_card_reader/masked_name.h"
#include "drivers/qr_scanner/folder_source.h"
#include "drivers/qr_scanner/video_source.h"

namespace onestop::command {
namespace {

using namespace std::chrono_literals;
using id_card_reader::ReaderState;
using qr_scanner::ScannerState;
using receipt_printer::PrinterState;

constexpr auto kEnumeration = 500ms; ///< a device that has not shown itself by then is not on the bus
constexpr auto kProof = 6s;          ///< a silent device is named within three deadlines of its driver

constexpr auto kFirstFrame = 3s; ///< a camera starts in a second or two

std::unique_ptr<qr_scanner::FrameSource> cameraSource(const Options& options) {
    if (!options.frames.empty()) return std::make_unique<qr_scanner::FolderSource>(options.frames);
    if (!options.camera.empty()) return std::make_unique<qr_scanner::VideoSource>(options.camera);
    return nullptr;
}

} // namespace

Devices::Devices(const Options& options) {
    reader_.emplace(host_, id_card_reader::ReaderConfig{}, *this);
    reader_->expectCard(); // a technician stands before it
    receipt_printer::PrinterConfig printer;
    printer.paper = options.paper;
    printer.whole_raster = options.raster;
    printer.memory = options.memory;
    printer_.emplace(host_, printer, *this, *this);
    qr_scanner::ScannerConfig scanner;
    scanner.schemes.clear(); // a technician holds up any code
    if (auto source = cameraSource(options))
        camera_.emplace(std::move(source), scanner.schemes, *this);
    else
        scanner_.emplace(host_, scanner, *this);
}

Devices::~Devices() {
    camera_.reset();
    scanner_.reset();
    printer_.reset();
    reader_.reset();
}

News Devices::wait(const std::function<bool(const News&)>& enough, std::chrono::milliseconds longest) {
    std::unique_lock lock(mutex_);
    changed_.wait_for(lock, longest, [&] { return enough(news_); });
    return news_;
}

News Devices::settle() {
    const auto all_seen = [](const News& news) {
        return news.reader != ReaderState::Absent && news.printer != PrinterState::Absent &&
               news.scanner != ScannerState::Absent;
    };
    const auto all_proved = [](const News& news) {
        return news.reader != ReaderState::Starting && news.printer != PrinterState::Starting;
    };
    wait(all_seen, kEnumeration);
    if (camera_) wait([](const News& news) { return news.scanner != ScannerState::Absent; }, kFirstFrame);
    return wait(all_proved, kProof);
}

std::optional<qr_scanner::CameraReport> Devices::cameraReport() {
    if (!camera_) return std::nullopt;
    return camera_->report();
}

void Devices::print(receipt_printer::Receipt receipt) {
    printer_->print({"technician-" + nextAnswerId(), std::move(receipt), false});
}

void Devices::readerStateChanged(ReaderState state) {
    tell([&](News& news) { news.reader = state; });
}
void Devices::cardRead(id_card_reader::IdCard&& card) {
    const auto& name = card.name.empty() ? card.second_name : card.name;
    tell([&](News& news) {
        news.card = News::Card{id_card_reader::maskedName(name.view()), card.kind, card.valid_to};
    });
}
void Devices::readFailed(id_card_reader::ReadFailure failure) {
    tell([&](News& news) { news.read_failure = failure; });
}
void Devices::printerStateChanged(PrinterState state) {
    tell([&](News& news) { news.printer = state; });
}
void Devices::printFinished(const std::string&, receipt_printer::PrintOutcome outcome) {
    tell([&](News& news) { news.print = outcome; });
}
void Devices::scannerStateChanged(ScannerState state) {
    tell([&](News& news) { news.scanner = state; });
}
void Devices::scanned(const qr_scanner::ScanPayload& payload) {
    tell([&](News& news) { news.scan = payload; });
}
void Devices::scanRefused(qr_scanner::ScanRefusal refusal) {
    tell([&](News& news) { news.scan_refusal = refusal; });
}

std::string Devices::nextAnswerId() {
    std::random_device random;
    std::string id;
    for (int i = 0; i < 4; ++i)
        id += static_cast<char>('A' + random() % 26);
    return id;
}

template <typename Change>
void Devices::tell(Change change) {
    const std::lock_guard lock(mutex_);
    change(news_);
    changed_.notify_all();
}

} // namespace onestop::command
