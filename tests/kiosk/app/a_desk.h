// SPDX-License-Identifier: Apache-2.0
// A lobby with the desk of its staff: a printer that keeps what it is told to print, a helper that answers the export
// of the log, and for codes a district that has listed the key of this site's hub.
#pragma once

#include <optional>
#include <string>

#include "kiosk/app/store_staff_desk.h"
#include "sync/crypto/password.h"
#include "sync/events/event_types.h"
#include "tests/kiosk/app/a_lobby.h"

namespace onestop::app {

using namespace std::chrono_literals;

inline constexpr const char* kPin = "271828";

class ADesk : public ALobby {
public:
    explicit ADesk(const std::string& pin = kPin) {
        word_ = pin.empty() ? "" : crypto::passwordWord(pin, crypto::Bytes(16, 1));
        openDesk();
        lobby->printerChanged(flows::DeviceHealth::Ready, "ready");
    }
    void openDesk() {
        desk.emplace(*lobby, clock,
                     StaffPrinter{.print = [this](receipt_printer::PrintJob job) { jobs.push_back(std::move(job)); },
                                  .rollChanged = [this] { ++rolls_changed; },
                                  .report =
                                      [] {
                                          receipt_printer::PrinterReport report;
                                          report.roll_metres = 50;
                                          report.paper_left_metres = 12.5;
                                          report.slips_left = 80;
                                          return report;
                                      }},
                     word_, "1.2.3", flows::PinBrake{},
                     StaffLog{.request = config.run / "log.request", .answer = answer});
    }
    /// As after a restart of the program.
    void startAgain() {
        desk.reset();
        start();
        openDesk();
    }
    void pass(std::chrono::milliseconds time = 500ms) {
        clock.pass(time);
        lobby->tick();
        desk->tick();
    }
    void paperCame() {
        StorePrintJournal journal(config.store, clock, crypto::fillRandom, config.site, config.kiosk);
        REQUIRE(journal.recordSending(jobs.back().print_job_id, journal.nextAnswerId(), {}));
        journal.recordOutcome(jobs.back().print_job_id, receipt_printer::PrintOutcome::Printed);
    }

    /// As deploy/units/onestop-export does.
    void exporterSays(const std::string& words) {
        std::ofstream(answer, std::ios::trunc) << request() << ' ' << words << '\n';
        pass();
    }
    std::string request() {
        std::string name;
        std::getline(std::ifstream(config.run / "log.request"), name);
        return name;
    }
    template <typename Data>
    Data lastTold() {
        const auto all = SyncdHand::must(store::pending(lobbyDatabase(), store::Program::Kiosk, 0, 10000));
        const auto last = std::find_if(all.rbegin(), all.rend(), [](const auto& event) {
            return events::parseEvent(event.body)->type == Data::kType;
        });
        REQUIRE(last != all.rend());
        return *Data::parse(events::parseEvent(last->body)->data);
    }

    std::filesystem::path answer = folder.path() / "answer";
    std::optional<StoreStaffDesk> desk;
    int rolls_changed = 0;

private:
    std::string word_;
};

/// The district has listed the key of this site's hub.
class ACodedDesk : public ADesk {
public:
    ACodedDesk() {
        const auto key = hub_key_.publicKey();
        syncd->bring({{"sites.json", demoTargets(key).at("sites.json")},
                      {"sites/dapeng-kuichong/2026-11.json", demoTargets(key).at("sites/dapeng-kuichong/2026-11.json")},
                      {"check_in_keys.json", checkInKeys()},
                      {"staff_keys.json", demoTargets(key).at("check_in_keys.json")}},
                     2);
        pass();
        REQUIRE(seen().catalogue->staff_keys.size() == 1);
    }
    std::string staffCode(const std::string& site = "dapeng-kuichong", int kiosk = 1) {
        std::array<std::uint8_t, 16> id{};
        crypto::fillRandom(id);
        const auto now = clock.now();
        return catalogue::makeStaffCode({.issuer = site,
                                         .expires = now + catalogue::kStaffCodeLife,
                                         .not_before = now - catalogue::kStaffCodeSkew,
                                         .issued = now,
                                         .code_id = crypto::toHex(id),
                                         .site = site,
                                         .kiosk = kiosk},
                                        catalogue::checkInKid(hub_key_.publicKey()), hub_key_);
    }

private:
    crypto::PrivateKey hub_key_ = crypto::PrivateKey::generate();
};
} // namespace onestop::app
