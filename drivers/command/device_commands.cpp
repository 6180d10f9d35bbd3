// SPDX-License-Identifier: Apache-2.0
// The commands that speak to a device: list, status, read-card, print-test, scan.
#include <algorithm>
#include <array>
#include <cstdio>
#include <iostream>

#include <nlohmann/json.hpp>

#include "drivers/command/commands.h"
#include "drivers/command/devices.h"
#include "drivers/command/receipts.h"
#include "drivers/command/words.h"
#include "drivers/qr_scanner/video_source.h"

namespace onestop::command {
namespace {

using Json = nlohmann::ordered_json;
using namespace std::chrono_literals;

/// A word on what a device probably is, from its ids and classes alone.
std::string_view roleOf(const usb::DeviceDescription& device) {
    const usb::DeviceMatcher reader{id_card_reader::ReaderConfig{}.ids, {}, ""};
    const usb::DeviceMatcher scanner{qr_scanner::ScannerConfig{}.ids, {}, ""};
    const usb::DeviceMatcher printer{{}, {{7, {}, {}}}, ""};
    if (reader.matches(device)) return "id_card_reader";
    if (scanner.matches(device)) return "qr_scanner";
    if (printer.matches(device)) return "receipt_printer";
    return "other";
}

void sayDevice(std::string_view name, const Advice& advice) {
    std::cout << name << ": " << advice.word << ". " << advice.sentence << '\n';
}

Json asJson(const Advice& advice) {
    return {{"state", advice.word}, {"works", advice.works}, {"advice", advice.sentence}};
}

/// A camera is nobody's scanner until it is configured or named: so it is shown, and judged only then.
Json asJson(const std::vector<qr_scanner::CameraFound>& cameras) {
    Json all = Json::array();
    for (const auto& camera : cameras)
        all.push_back({{"device", camera.device.string()}, {"name", camera.name}, {"refused", camera.name.empty()}});
    return all;
}

void sayCameras(const std::vector<qr_scanner::CameraFound>& cameras) {
    for (const auto& camera : cameras)
        std::cout << camera.device.string() << "  camera  "
                  << (camera.name.empty() ? "no right to open it: is this user in group video?" : camera.name) << '\n';
}

/// "Window Camera, 1280x720 MJPEG, brightness 97 of 255".
std::string cameraDetail(const std::optional<qr_scanner::CameraReport>& report) {
    constexpr int kDarkest = 12; // a lens cap, a poster before the window
    if (!report || report->description.empty()) return "";
    std::string detail = report->description;
    if (report->brightness) detail += ", brightness " + std::to_string(*report->brightness) + " of 255";
    if (report->brightness && *report->brightness < kDarkest) detail += ": is its window covered?";
    return detail;
}

/// One line why a device that a command needs is not there for it.
int sayUnusable(const Options& options, std::string_view device, const Advice& advice) {
    if (options.json)
        std::cout << Json{{"ok", false}, {"device", device}, {"state", advice.word}, {"advice", advice.sentence}}.dump()
                  << '\n';
    else
        sayDevice(device, advice);
    return 1;
}

std::string dateText(const std::optional<std::chrono::year_month_day>& date) {
    if (!date) return "long-term";
    std::array<char, 16> text{};
    std::snprintf(text.data(), text.size(), "%04d-%02u-%02u", static_cast<int>(date->year()),
                  static_cast<unsigned>(date->month()), static_cast<unsigned>(date->day()));
    return text.data();
}

} // namespace

int list(const Options& options) {
    usb::LibusbHost host;
    Json devices = Json::array();
    for (const auto& device : host.devices())
        devices.push_back({{"id", device.idText()}, {"port", device.port}, {"role", roleOf(device)}});
    const auto cameras = qr_scanner::findCameras();
    if (options.json) {
        std::cout << Json{{"devices", devices}, {"cameras", asJson(cameras)}}.dump() << '\n';
        return 0;
    }
    for (const auto& device : devices)
        std::cout << device["id"].get<std::string>() << "  port " << device["port"].get<std::string>() << "  "
                  << device["role"].get<std::string>() << '\n';
    if (devices.empty()) std::cout << "no USB devices\n";
    sayCameras(cameras);
    return 0;
}

int status(const Options& options) {
    Devices devices(options);
    const auto news = devices.settle();
    const auto reader = adviceOn(news.reader);
    const auto printer = adviceOn(news.printer);
    const auto scanner = adviceOn(news.scanner);
    const auto cameras = qr_scanner::findCameras();
    if (options.json) {
        std::cout << Json{{"id_card_reader", asJson(reader)},
                          {"receipt_printer", asJson(printer)},
                          {"qr_scanner", asJson(scanner)},
                          {"cameras", asJson(cameras)}}
                         .dump()
                  << '\n';
    } else {
        sayDevice("ID-card reader", reader);
        sayDevice("receipt printer", printer);
        sayDevice("QR scanner", scanner);
        sayCameras(cameras);
    }
    return reader.works && printer.works && scanner.works ? 0 : 1;
}

int readCard(const Options& options) {
    Devices devices(options);
    const auto settled = devices.settle();
    if (const auto advice = adviceOn(settled.reader); !advice.works)
        return sayUnusable(options, "id_card_reader", advice);
    if (!options.json) std::cout << "Lay a card on the reader.\n" << std::flush;
    const auto news = devices.wait([](const News& n) { return n.card || n.read_failure; }, options.timeout);
    const std::string_view problem = news.card ? "" : news.read_failure ? nameOf(*news.read_failure) : "no_card";
    if (options.json) {
        Json answer{{"ok", news.card.has_value()}};
        if (news.card)
            answer.update({{"masked_name", news.card->masked_name},
                           {"kind", nameOf(news.card->kind)},
                           {"valid_to", dateText(news.card->valid_to)}});
        else
            answer["problem"] = problem;
        std::cout << answer.dump() << '\n';
    } else if (news.card) {
        std::cout << news.card->masked_name << ", " << nameOf(news.card->kind) << ", valid to "
                  << dateText(news.card->valid_to) << '\n';
    } else {
        std::cout << "no card was read: " << problem << '\n';
    }
    return news.card ? 0 : 1;
}

int printTest(const Options& options) {
    Devices devices(options);
    const auto settled = devices.settle();
    if (const auto advice = adviceOn(settled.printer); !advice.works)
        return sayUnusable(options, "receipt_printer", advice);
    devices.print(testReceipt(devices.printerReport()));
    const auto news = devices.wait([](const News& n) { return n.print.has_value(); }, 90s);
    const auto outcome = news.print.value_or(receipt_printer::PrintOutcome::Unknown);
    const bool printed = outcome == receipt_printer::PrintOutcome::Printed;
    const auto confirmation = nameOf(devices.printerReport().confirmation);
    if (options.json)
        std::cout << Json{{"ok", printed}, {"outcome", nameOf(outcome)}, {"confirmation", confirmation}}.dump() << '\n';
    else
        std::cout << "test print: " << nameOf(outcome) << " (confirmed by " << confirmation << ")\n";
    return printed ? 0 : 1;
}

int scan(const Options& options) {
    Devices devices(options);
    const auto settled = devices.settle();
    if (const auto advice = adviceOn(settled.scanner); !advice.works) return sayUnusable(options, "qr_scanner", advice);
    if (!options.json) std::cout << "Hold a code before the scanner.\n" << std::flush;
    const auto news = devices.wait([](const News& n) { return n.scan || n.scan_refusal; }, options.timeout);
    const std::string_view problem = news.scan           ? ""
                                     : news.scan_refusal ? qr_scanner::nameOf(*news.scan_refusal)
                                                         : "no_code";
    if (options.json) {
        Json answer{{"ok", news.scan.has_value()}};
        if (news.scan)
            answer.update({{"begins", shownPart(news.scan->text)}, {"bytes", news.scan->text.size()}});
        else
            answer["problem"] = problem;
        std::cout << answer.dump() << '\n';
    } else if (news.scan) {
        std::cout << shownPart(news.scan->text) << " … " << news.scan->text.size() << " bytes\n";
    } else {
        std::cout << "no code was read: " << problem << '\n';
    }
    return news.scan ? 0 : 1;
}

int doctor(const Options& options) {
    Devices devices(options);
    const auto news = devices.settle();
    const auto report = devices.printerReport();
    const std::string camera = cameraDetail(devices.cameraReport());
    std::vector<Finding> findings{
        {"ID-card reader", "身份证阅读器", adviceOn(news.reader), devices.samId(), devices.samId()},
        {"receipt printer", "小票打印机", adviceOn(news.printer), detailOf(report), detailOnPaper(report)},
        {"QR scanner", "扫码器", adviceOn(news.scanner), camera, camera},
    };
    const bool well = std::all_of(findings.begin(), findings.end(), [](const auto& f) { return f.advice.works; });
    const auto cameras = qr_scanner::findCameras();
    if (!options.json) { // before the paper, which may keep us waiting
        for (const auto& finding : findings) {
            std::cout << (finding.advice.works ? "  ok  " : " FAIL ") << finding.device << ": "
                      << finding.advice.sentence;
            std::cout << (finding.detail.empty() ? "" : " (" + finding.detail + ")") << '\n';
        }
        sayCameras(cameras);
        std::cout.flush();
    }
    std::string_view paper = "not_asked";
    if (options.on_paper && receipt_printer::canPrint(news.printer)) {
        devices.print(findingsReceipt(findings));
        const auto after = devices.wait([](const News& n) { return n.print.has_value(); }, 90s);
        paper = nameOf(after.print.value_or(receipt_printer::PrintOutcome::Unknown));
    } else if (options.on_paper) {
        paper = "not_printed";
    }
    if (options.json) {
        Json all = Json::array();
        for (const auto& finding : findings) {
            Json one{{"device", finding.device}};
            one.update(asJson(finding.advice));
            if (!finding.detail.empty()) one["detail"] = finding.detail;
            all.push_back(one);
        }
        std::cout << Json{{"ok", well}, {"findings", all}, {"cameras", asJson(cameras)}, {"paper", paper}}.dump()
                  << '\n';
    } else if (options.on_paper) {
        std::cout << "on paper: " << paper << '\n';
    }
    return well ? 0 : 1;
}

} // namespace onestop::command
