// SPDX-License-Identifier: Apache-2.0
// Every value is checked here against what it may be, because it ends up in other programs' files.
#include "deploy/technician/settings.h"

#include <algorithm>
#include <cstdint>
#include <initializer_list>
#include <optional>
#include <regex>
#include <vector>

#include <toml++/toml.h>

namespace onestop::technician {

namespace {

constexpr std::string_view kIdentity = "/data/onestop/identity/";
constexpr std::string_view kSpeaker = "/run/onestop-speaker/speaker.sock";
constexpr std::string_view kUpdate = "/run/onestop/update/progress";
constexpr std::string_view kInput = "/run/onestop-input/input.sock";
constexpr std::string_view kLogAnswer = "/run/onestop/export/answer"; ///< of onestop-export
constexpr std::string_view kStore = "/data/onestop/store/store.sqlite";
constexpr std::string_view kDevicesDoor = "127.0.0.1:18443"; ///< of a hub on this machine
constexpr std::string_view kPublicDoor = "127.0.0.1:18445";

const std::regex kSite("[a-z0-9-]{1,64}");
const std::regex kHost("[A-Za-z0-9]([A-Za-z0-9.-]{0,251}[A-Za-z0-9])?");
const std::regex kInterface("[a-z][a-z0-9]{1,14}");
const std::regex kUrl("https://[A-Za-z0-9.-]{1,253}(/[A-Za-z0-9._~/-]{0,200})?");
const std::regex kPhone("[0-9+ -]{3,20}");
const std::regex kPinWord("[0-9a-f]{32}:[0-9a-f]{64}");
const std::regex kVoice("[a-z0-9][a-z0-9-]{0,31}");
const std::regex kCamera("/dev/[A-Za-z0-9_.:+/-]{1,120}");

/// Reads typed members of one section and keeps the first fault; members nobody asked for are faults, too.
class Section {
public:
    Section(const toml::table& table, std::string file, std::string name, std::optional<std::string>& fault)
        : table_(table), file_(std::move(file)), name_(std::move(name)), fault_(fault) {}
    ~Section() {
        for (const auto& [key, node] : table_) {
            if (std::find(known_.begin(), known_.end(), key.str()) == known_.end())
                fault(key.source(), name_ + std::string(key.str()) + ": there is no such setting");
        }
    }
    Section(const Section&) = delete;
    Section& operator=(const Section&) = delete;

    std::string text(const char* key, const std::regex& form, const char* expected, const char* otherwise = nullptr) {
        const toml::node* node = find(key);
        if (node == nullptr) {
            if (otherwise == nullptr) fault(table_.source(), name_ + key + " is missing: expected " + expected);
            return otherwise != nullptr ? otherwise : "";
        }
        const auto value = node->value_exact<std::string>();
        if (value && std::regex_match(*value, form)) return *value;
        fault(node->source(), name_ + key + ": expected " + expected);
        return {};
    }

    std::int64_t number(const char* key, std::int64_t min, std::int64_t max, std::optional<std::int64_t> otherwise) {
        const toml::node* node = find(key);
        const std::string expected = "expected " + std::to_string(min) + " to " + std::to_string(max);
        if (node == nullptr) {
            if (!otherwise) fault(table_.source(), name_ + key + " is missing: " + expected);
            return otherwise.value_or(min);
        }
        const auto value = node->value_exact<std::int64_t>();
        if (value && *value >= min && *value <= max) return *value;
        fault(node->source(), name_ + key + ": " + expected);
        return min;
    }

    std::int64_t oneOf(const char* key, std::initializer_list<std::int64_t> values, const char* expected,
                       std::int64_t otherwise) {
        const toml::node* node = find(key);
        const auto value = node != nullptr ? node->value_exact<std::int64_t>() : std::optional(otherwise);
        if (value && std::find(values.begin(), values.end(), *value) != values.end()) return *value;
        fault(node->source(), name_ + key + ": expected " + expected);
        return otherwise;
    }

    double real(const char* key, double min, double max, const char* expected, double otherwise) {
        const toml::node* node = find(key);
        const auto value = node != nullptr ? node->value<double>() : std::optional(otherwise);
        if (value && *value >= min && *value <= max) return *value;
        fault(node->source(), name_ + key + ": expected " + expected);
        return otherwise;
    }

    bool truth(const char* key, bool otherwise) {
        const toml::node* node = find(key);
        const auto value = node != nullptr ? node->value_exact<bool>() : std::optional(otherwise);
        if (!value) fault(node->source(), name_ + key + ": expected true or false");
        return value.value_or(otherwise);
    }

    std::vector<std::string> texts(const char* key, const std::regex& form, const std::string& expected) {
        const toml::node* node = find(key);
        std::vector<std::string> texts;
        if (node == nullptr) return texts;
        const toml::array* array = node->as_array();
        if (array == nullptr) fault(node->source(), name_ + key + ": expected a list of " + expected);
        for (std::size_t i = 0; array != nullptr && i < array->size(); ++i) {
            const auto text = (*array)[i].value_exact<std::string>();
            if (text && std::regex_match(*text, form)) {
                texts.push_back(*text);
            } else {
                fault((*array)[i].source(), name_ + key + ": expected " + expected);
            }
        }
        return texts;
    }

    const toml::table* section(const char* key, bool required) {
        const toml::node* node = find(key);
        if (node == nullptr && required) fault(table_.source(), std::string("a section [") + key + "] is missing");
        if (node != nullptr && !node->is_table())
            fault(node->source(), std::string(key) + ": expected a section [" + key + "]");
        return node != nullptr ? node->as_table() : nullptr;
    }

    void fault(const toml::source_region& where, const std::string& sentence) {
        if (fault_) return;
        fault_ = file_ + ":" + std::to_string(std::max<toml::source_index>(where.begin.line, 1)) + ": " + sentence;
    }
    const toml::table& table() const { return table_; }

private:
    const toml::node* find(const char* key) {
        known_.emplace_back(key);
        return table_.get(key);
    }

    const toml::table& table_;
    std::string file_;
    std::string name_; ///< "" or "screen."
    std::optional<std::string>& fault_;
    std::vector<std::string> known_;
};

/// What the sections say, checked.
struct Site {
    std::string site, display, phone, staff_pin, camera, hub_url, repository, upstream, enrolment, public_url,
        lobby_interface;
    std::int64_t kiosk = 1, width_px = 1080, height_px = 1920, turned = 0, paper_mm = 80;
    double pitch_mm = 0.248;
    std::optional<std::int64_t> top_mm;         ///< nobody has measured it: none
    std::optional<std::int64_t> retention_days; ///< the programs' own
    bool raster = false, hub_here = false;
    std::vector<std::string> nts, ntp, voices;
};

std::string inQuotes(std::string_view value) {
    return '"' + std::string(value) + '"';
} // the forms above allow no quote

std::string hostOf(const std::string& url) {
    const auto begin = std::string_view("https://").size();
    return url.substr(begin, url.find('/', begin) - begin);
}

/// How long opinions and numbers for a call back are kept: the kiosk says it, the hub does it.
std::string sealedSection(const Site& site) {
    return site.retention_days ? "\n[sealed]\nretention_days = " + std::to_string(*site.retention_days) + "\n" : "";
}

/// `own`: what only this screen reads.
std::string screenFile(const Site& site, std::string_view own_folder, std::string_view own_run,
                       const std::string& own) {
    std::string text =
        "site = " + inQuotes(site.site) + "\nkiosk = " + std::to_string(site.kiosk) + "\nstore = " + inQuotes(kStore) +
        "\nstate = " + inQuotes(own_folder) + "\nrun = " + inQuotes(own_run) + "\nspeaker = " + inQuotes(kSpeaker) +
        "\ninput = " + inQuotes(kInput) + "\nupdate = " + inQuotes(kUpdate) + own +
        "\n\n[screen]\nwidth_px = " + std::to_string(site.width_px) +
        "\nheight_px = " + std::to_string(site.height_px) + "\npitch_mm = " + std::to_string(site.pitch_mm) +
        (site.top_mm ? "\ntop_mm = " + std::to_string(*site.top_mm) : "") +
        "\nturned = " + std::to_string(site.turned) + "\n\n[printer]\npaper_mm = " + std::to_string(site.paper_mm) +
        "\nraster = " + (site.raster ? "true" : "false") + "\n";
    if (!site.camera.empty()) text += "\n[scanner]\ncamera = " + inQuotes(site.camera) + "\n";
    if (!site.public_url.empty()) text += "\n[public]\nurl = " + inQuotes(site.public_url) + "\n";
    if (!site.phone.empty()) text += "\n[help]\nphone = " + inQuotes(site.phone) + "\n";
    return text;
}

std::string identity(std::string_view key, std::string_view file) {
    return std::string(key) + " = " + inQuotes(std::string(kIdentity) + std::string(file)) + "\n";
}

/// Where the certificate that came on the stick is renewed.
std::string enrolment(const Site& site) {
    return site.enrolment.empty() ? "" : "enrolment = " + inQuotes(site.enrolment) + "\n";
}

std::string syncdFile(const Site& site) {
    const std::string hub = site.hub_here ? "https://" + std::string(kDevicesDoor) : site.hub_url;
    const std::string repository =
        site.hub_here ? "https://" + std::string(kPublicDoor) + "/repository/" : site.repository;
    return "site = " + inQuotes(site.site) + "\nkiosk = " + std::to_string(site.kiosk) +
           "\nstore = " + inQuotes(kStore) + "\n\n[hub]\nurl = " + inQuotes(hub) + "\n" +
           identity("certificate", "kiosk.crt") + identity("key", "kiosk.key") + identity("authority", "ca.crt") +
           (site.hub_here ? "" : enrolment(site)) + "\n[repository]\nurl = " + inQuotes(repository) + "\n" +
           identity("authority", "ca.crt") + identity("root", "root.json");
}

/// What syncd keeps this machine's software up to date with; the image's own words, not the technician's.
std::string updateSection(const Machine& machine) {
    return "\n[update]\nfolder = \"/data/onestop/update\"\ncompatible = " + inQuotes(machine.compatible) +
           "\nversion = " + inQuotes(machine.version) + "\n";
}

std::string hubFile(const Site& site) {
    const std::string door = identity("certificate", "hub.crt") + identity("key", "hub.key");
    const std::string upstream = "\n[upstream]\nurl = " + inQuotes(site.upstream) + "\n" +
                                 identity("certificate", "upstream.crt") + identity("key", "upstream.key") +
                                 identity("authority", "ca.crt") + enrolment(site);
    const std::string mirror =
        "\n[mirror]\nurl = " + inQuotes(site.repository) + "\n" + identity("authority", "ca.crt");
    return "site = " + inQuotes(site.site) +
           "\ndatabase = \"/data/onestop/hub/hub.sqlite\"\nrepository = \"/data/onestop/hub/repository\"\n" +
           identity("root", "root.json") + "\n[devices]\nlisten = " + inQuotes(kDevicesDoor) + "\n" + door +
           identity("authority", "ca.crt") + "\n[staff]\nlisten = \"0.0.0.0:443\"\n" + door +
           "\n[public]\nlisten = " + inQuotes(kPublicDoor) + "\n" + door + (site.upstream.empty() ? "" : upstream) +
           (site.repository.empty() ? "" : mirror) + sealedSection(site);
}

/// One line a host: what onestop-hosts resolves into the firewall's sets.
std::string hostsFile(const Site& site) {
    std::string text;
    for (const auto& url : {site.hub_url, site.repository, site.upstream, site.enrolment})
        if (!url.empty()) text += "https " + hostOf(url) + "\n";
    for (const auto& host : site.nts)
        text += "time " + host + "\n";
    for (const auto& host : site.ntp)
        text += "time " + host + "\n";
    return text;
}

std::string chronyFile(const Site& site) {
    std::string text;
    for (const auto& host : site.nts)
        text += "server " + host + " iburst nts\n";
    for (const auto& host : site.ntp)
        text += "server " + host + " iburst\n";
    return text;
}

/// What onestop-speaker.service adds to its command.
std::string speakerFile(const Site& site) {
    std::string options;
    for (const auto& voice : site.voices)
        options += (options.empty() ? "--voice " : " --voice ") + voice;
    return "ONESTOP_VOICES=" + inQuotes(options) + "\n";
}

/// What onestop-doctor.service adds to its command.
std::string doctorFile(const Site& site) {
    std::string options = "--paper-mm " + std::to_string(site.paper_mm);
    if (site.raster) options += " --raster";
    if (!site.camera.empty()) options += " --camera " + site.camera;
    return "ONESTOP_DEVICES=" + inQuotes(options) + "\n";
}

void readTop(Section& top, Site& site) {
    static const std::regex kDisplay("kiosk|hall");
    site.site = top.text("site", kSite, "the id of the site: a-z, 0-9 and hyphens");
    site.kiosk = top.number("kiosk", 1, 6, std::nullopt);
    site.display = top.text("display", kDisplay, "\"kiosk\" or \"hall\"", "kiosk");
}

/// In low reach the upper part of the glass is only read (qml/tokens/tokens.json): that part may hang higher than a
/// hand from a wheelchair comes. A hall display nobody touches.
void readTopEdge(Section& section, const toml::table& screen, Site& site) {
    const toml::node* node = screen.get("top_mm");
    const std::int64_t top_mm = section.number("top_mm", 300, 3000, 300);
    if (node == nullptr || site.display == "hall") return;
    const bool wide = site.width_px > site.height_px;
    const double only_read = wide ? ONESTOP_LOW_REACH_WIDE : ONESTOP_LOW_REACH_UPRIGHT;
    const double only_read_mm = only_read * static_cast<double>(site.height_px) * site.pitch_mm;
    const auto highest = static_cast<std::int64_t>(ONESTOP_LOW_REACH_HAND_MM + only_read_mm);
    if (top_mm > highest)
        section.fault(node->source(), "screen.top_mm: expected at most " + std::to_string(highest) +
                                          ": from a wheelchair nobody reaches higher; hang it lower");
    site.top_mm = top_mm;
}

void readDevices(const toml::table* screen, const toml::table* printer, const std::string& name, Site& site,
                 std::optional<std::string>& fault) {
    if (screen != nullptr) {
        Section section(*screen, name, "screen.", fault);
        site.width_px = section.number("width_px", 480, 7680, 1080);
        site.height_px = section.number("height_px", 480, 7680, 1920);
        site.pitch_mm = section.real("pitch_mm", 0.05, 1.0, "the size of a pixel, 0.05 to 1.0 mm", 0.248);
        readTopEdge(section, *screen, site);
        site.turned = section.oneOf("turned", {0, 90, 180, 270}, "0, 90, 180 or 270", 0);
    }
    if (printer != nullptr) {
        Section section(*printer, name, "printer.", fault);
        site.paper_mm = section.oneOf("paper_mm", {58, 80}, "58 or 80", 80);
        site.raster = section.truth("raster", false);
    }
}

void readHub(const toml::table& table, const std::string& name, Site& site, std::optional<std::string>& fault) {
    Section section(table, name, "hub.", fault);
    site.hub_here = section.truth("here", false);
    if (site.hub_here) {
        site.lobby_interface = section.text("lobby_interface", kInterface, "the interface of the lobby, as enp2s0");
        site.upstream = section.text("upstream", kUrl, "an https:// address without a port", "");
        site.repository = section.text("repository", kUrl, "an https:// address without a port", "");
        if (site.upstream.empty() && table.contains("enrolment"))
            section.fault(table.get("enrolment")->source(), "hub.enrolment: expected only beside hub.upstream");
    } else {
        site.hub_url = section.text("url", kUrl, "an https:// address without a port");
        site.repository = section.text("repository", kUrl, "an https:// address without a port");
    }
    site.enrolment = section.text("enrolment", kUrl, "an https:// address without a port", "");
}

} // namespace

tl::expected<SettingsFiles, SettingsFailure> makeSettings(std::string_view text, const std::string& name,
                                                          const std::optional<Machine>& machine) {
    toml::table root;
    try { // Debian's toml++ is built with exceptions
        root = toml::parse(text, name);
    } catch (const toml::parse_error& error) {
        return tl::unexpected(SettingsFailure{name + ":" + std::to_string(error.source().begin.line) + ": " +
                                              std::string(error.description())});
    }
    std::optional<std::string> fault;
    Site site;
    {
        Section top(root, name, "", fault);
        readTop(top, site);
        const toml::table* screen = top.section("screen", false);
        readDevices(screen, top.section("printer", false), name, site, fault);
        if (const toml::table* hub = top.section("hub", true)) readHub(*hub, name, site, fault);
        if (const toml::table* open = top.section("public", false))
            site.public_url = Section(*open, name, "public.", fault).text("url", kUrl, "an https:// address");
        if (const toml::table* time = top.section("time", false)) {
            Section section(*time, name, "time.", fault);
            site.nts = section.texts("nts", kHost, "host names");
            site.ntp = section.texts("ntp", kHost, "host names");
        }
        if (const toml::table* scanner = top.section("scanner", false))
            site.camera = Section(*scanner, name, "scanner.", fault)
                              .text("camera", kCamera, "a camera's path, /dev/v4l/by-id/… or /dev/video0");
        if (const toml::table* help = top.section("help", false))
            site.phone = Section(*help, name, "help.", fault).text("phone", kPhone, "a phone number");
        if (const toml::table* sealed = top.section("sealed", false))
            site.retention_days = Section(*sealed, name, "sealed.", fault).number("retention_days", 1, 3650, {});
        if (const toml::table* voice = top.section("voice", false))
            site.voices = Section(*voice, name, "voice.", fault)
                              .texts("recorded", kVoice, "names of voices' folders: a-z, 0-9 and hyphens");
        if (const toml::table* staff = top.section("staff", false))
            site.staff_pin =
                Section(*staff, name, "staff.", fault).text("pin", kPinWord, "what onestop-technician pin prints");
    }
    if (fault) return tl::unexpected(SettingsFailure{*fault});

    SettingsFiles files{
        {"syncd.toml", syncdFile(site)}, {"hosts", hostsFile(site)}, {"time.sources", chronyFile(site)}};
    if (machine) files["syncd.toml"] += updateSection(*machine);
    if (!site.voices.empty()) files["speaker.env"] = speakerFile(site);
    if (site.display == "hall") {
        files["hall.toml"] = screenFile(site, "/run/onestop-hall", "/run/onestop-hall", "");
    } else {
        auto& kiosk = files["kiosk.toml"] =
            screenFile(site, "/data/onestop/kiosk", "/run/onestop-kiosk", "\nlog_answer = " + inQuotes(kLogAnswer));
        files["doctor.env"] = doctorFile(site);
        kiosk += sealedSection(site);
        if (!site.staff_pin.empty()) kiosk += "\n[staff]\npin = " + inQuotes(site.staff_pin) + "\n";
    }
    if (site.hub_here) {
        files["hub.toml"] = hubFile(site);
        files["lobby.nft"] =
            "add rule inet onestop lobby iifname " + inQuotes(site.lobby_interface) + " tcp dport 443 accept\n";
    }
    return files;
}

} // namespace onestop::technician
