// SPDX-License-Identifier: Apache-2.0
// See emulated_lobby.h.
#include "drivers/emulation/emulated_lobby.h"

namespace onestop::emulation {

namespace {
using Done = tl::expected<void, std::string>;
Done refuse(std::string why) { return tl::unexpected(std::move(why)); }
} // namespace

tl::expected<std::string, std::string> textOf(const nlohmann::json& request, const char* member) {
    auto found = request.find(member);
    if (found == request.end() || !found->is_string()) return tl::unexpected(std::string(member) + ": expected a text");
    return found->get<std::string>();
}

tl::expected<std::uint64_t, std::string> numberOf(const nlohmann::json& request, const char* member,
                                                  std::uint64_t otherwise) {
    auto found = request.find(member);
    if (found == request.end()) return otherwise;
    if (!found->is_number_unsigned()) return tl::unexpected(std::string(member) + ": expected a number from 0");
    return found->get<std::uint64_t>();
}

tl::expected<DeviceName, std::string> deviceOf(const nlohmann::json& request) {
    auto name = textOf(request, "device");
    if (!name) return tl::unexpected(name.error());
    if (*name == "reader") return DeviceName::Reader;
    if (*name == "printer") return DeviceName::Printer;
    if (*name == "scanner") return DeviceName::Scanner;
    return tl::unexpected("device: expected reader, printer or scanner, not " + *name);
}

DeviceModel& EmulatedLobby::model(DeviceName name) {
    switch (name) {
    case DeviceName::Reader:
        return reader;
    case DeviceName::Printer:
        return printer;
    case DeviceName::Scanner:
        break;
    }
    return scanner;
}

nlohmann::json EmulatedLobby::status() const {
    return {{"reader", reader.status()}, {"printer", printer.status()}, {"scanner", scanner.status()}};
}

tl::expected<nlohmann::json, std::string> EmulatedLobby::act(const nlohmann::json& request) {
    auto what = textOf(request, "do");
    if (!what) return tl::unexpected(what.error());
    if (*what == "status") return status();
    if (*what == "clear_faults" && !request.contains("device")) {
        reader.faults().clear();
        scanner.faults().clear();
        printer.clearFaults();
        return nlohmann::json::object();
    }
    auto name = deviceOf(request);
    if (!name) return tl::unexpected(name.error());
    Done done;
    if (*what == "fault")
        done = setFault(*name, request);
    else if (*what == "release")
        model(*name).release();
    else if (*what == "clear_faults" && *name == DeviceName::Printer)
        printer.clearFaults();
    else if (*what == "clear_faults")
        model(*name).faults().clear();
    else if (*name == DeviceName::Reader)
        done = actOnReader(*what, request);
    else if (*name == DeviceName::Printer)
        done = actOnPrinter(*what);
    else
        done = actOnScanner(*what, request);
    if (!done) return tl::unexpected(done.error());
    return nlohmann::json::object();
}

Done EmulatedLobby::actOnReader(const std::string& what, const nlohmann::json& request) {
    if (what == "lift_card") {
        if (!reader.hasCard()) return refuse("lift_card: no card lies on the reader");
        reader.liftCard();
        return {};
    }
    if (what != "lay_card") return refuse("do: a reader cannot " + what);
    if (reader.hasCard()) return refuse("lay_card: a card lies on the reader already");
    auto card = parseCard(request.value("card", nlohmann::json()));
    if (!card) return tl::unexpected(card.error());
    reader.layCard(std::move(*card));
    return {};
}

Done EmulatedLobby::actOnPrinter(const std::string& what) {
    if (what == "open_cover")
        printer.openCover();
    else if (what == "close_cover")
        printer.closeCover();
    else if (what == "take_paper")
        printer.takePaper();
    else if (what == "load_paper")
        printer.loadPaper();
    else if (what == "paper_low")
        printer.paperLow();
    else
        return refuse("do: a printer cannot " + what);
    return {};
}

Done EmulatedLobby::actOnScanner(const std::string& what, const nlohmann::json& request) {
    if (what != "show") return refuse("do: a scanner cannot " + what);
    auto text = textOf(request, "text");
    if (!text) return tl::unexpected(text.error());
    if (!scanner.show(*text)) return refuse("show: no program has started the scanner");
    return {};
}

Done EmulatedLobby::setFault(DeviceName name, const nlohmann::json& request) {
    auto word = textOf(request, "fault");
    if (!word) return tl::unexpected(word.error());
    auto fault = parseFault(*word);
    if (!fault) return refuse("fault: there is none called " + *word);
    auto at = numberOf(request, "at", 0);
    auto times = numberOf(request, "times", 0);
    if (!at) return tl::unexpected(at.error());
    if (!times) return tl::unexpected(times.error());
    std::optional<std::uint64_t> uses;
    if (request.contains("times"))
        uses = *times;
    else if (actsOnce(*fault))
        uses = 1;
    model(name).faults().set(*fault, *at, uses);
    if (name == DeviceName::Printer) printer.stateChanged();
    return {};
}

} // namespace onestop::emulation
