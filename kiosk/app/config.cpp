// SPDX-License-Identifier: Apache-2.0
// kiosk.toml, parsed at the edge: only typed values go further.
#include "kiosk/app/config.h"

#include <algorithm>
#include <cstdint>
#include <fstream>
#include <initializer_list>
#include <optional>
#include <sstream>
#include <vector>

#include <toml++/toml.h>

#include "sync/crypto/password.h"

namespace onestop::app {

namespace {

/// Reads the members of one table and remembers the first fault; what nobody asked for is a fault, too.
class TableReader {
public:
    TableReader(const toml::table& table, std::string file, std::string name)
        : table_(table), file_(std::move(file)), name_(std::move(name)) {}

    std::optional<std::string> text(const char* key, const char* expected, bool required) {
        const toml::node* node = find(key, expected, required);
        if (node == nullptr) return std::nullopt;
        auto value = node->value_exact<std::string>();
        if (!value || value->empty()) {
            fault(*node, key, expected);
            return std::nullopt;
        }
        return value;
    }

    std::optional<int> number(const char* key, const char* expected, bool required, int min, int max) {
        const toml::node* node = find(key, expected, required);
        if (node == nullptr) return std::nullopt;
        const auto value = node->value_exact<std::int64_t>();
        if (!value || *value < min || *value > max) {
            fault(*node, key, expected);
            return std::nullopt;
        }
        return static_cast<int>(*value);
    }

    std::optional<int> oneOf(const char* key, const char* expected, std::initializer_list<std::int64_t> values) {
        const toml::node* node = find(key, expected, false);
        if (node == nullptr) return std::nullopt;
        const auto value = node->value_exact<std::int64_t>();
        if (!value || std::find(values.begin(), values.end(), *value) == values.end()) {
            fault(*node, key, expected);
            return std::nullopt;
        }
        return static_cast<int>(*value);
    }

    std::optional<double> real(const char* key, const char* expected, double min, double max) {
        const toml::node* node = find(key, expected, false);
        if (node == nullptr) return std::nullopt;
        const auto value = node->value<double>();
        if (!value || *value < min || *value > max) {
            fault(*node, key, expected);
            return std::nullopt;
        }
        return value;
    }

    std::optional<bool> truth(const char* key) {
        const char* expected = "true or false";
        const toml::node* node = find(key, expected, false);
        if (node == nullptr) return std::nullopt;
        const auto value = node->value_exact<bool>();
        if (!value) fault(*node, key, expected);
        return value;
    }

    const toml::table* table(const char* key) {
        const toml::node* node = find(key, "a table", false);
        if (node == nullptr) return nullptr;
        if (!node->is_table()) {
            fault(*node, key, "a table");
            return nullptr;
        }
        return node->as_table();
    }

    /// To be called last.
    std::optional<ConfigFailure> finish() {
        for (const auto& [key, node] : table_) {
            if (!failure_ && std::find(known_.begin(), known_.end(), key.str()) == known_.end()) {
                failure_ = at(key.source(), "unknown key " + name_ + std::string(key.str()));
            }
        }
        return failure_;
    }

private:
    const toml::node* find(const char* key, const char* expected, bool required) {
        known_.emplace_back(key);
        const toml::node* node = table_.get(key);
        if (node == nullptr && required && !failure_) {
            failure_ = at(table_.source(), "missing " + name_ + key + ", expected " + expected);
        }
        return node;
    }

    void fault(const toml::node& node, const char* key, const char* expected) {
        if (!failure_) failure_ = at(node.source(), name_ + key + " must be " + expected);
    }

    ConfigFailure at(const toml::source_region& where, const std::string& what) const {
        return {file_ + ":" + std::to_string(std::max<toml::source_index>(where.begin.line, 1)) + ": " + what};
    }

    const toml::table& table_;
    std::string file_;
    std::string name_; ///< "" or "screen."
    std::vector<std::string> known_;
    std::optional<ConfigFailure> failure_;
};

std::optional<ConfigFailure> readScreen(const toml::table& table, const std::string& file, ScreenConfig& screen) {
    TableReader reader(table, file, "screen.");
    screen.width_px = reader.number("width_px", "480 to 7680", false, 480, 7680).value_or(screen.width_px);
    screen.height_px = reader.number("height_px", "480 to 7680", false, 480, 7680).value_or(screen.height_px);
    screen.pitch_mm =
        reader.real("pitch_mm", "the size of a pixel, 0.05 to 1.0 mm", 0.05, 1.0).value_or(screen.pitch_mm);
    screen.top_mm = reader.number("top_mm", "300 to 3000", false, 300, 3000);
    screen.turned = reader.oneOf("turned", "0, 90, 180 or 270", {0, 90, 180, 270}).value_or(0);
    return reader.finish();
}

std::optional<ConfigFailure> readPrinter(const toml::table& table, const std::string& file, KioskConfig& config) {
    TableReader reader(table, file, "printer.");
    config.paper_mm = reader.oneOf("paper_mm", "58 or 80", {58, 80}).value_or(config.paper_mm);
    config.printer_raster = reader.truth("raster").value_or(false);
    return reader.finish();
}

std::optional<ConfigFailure> readScanner(const toml::table& table, const std::string& file, KioskConfig& config) {
    const char* expected = "the path of a camera under /dev";
    TableReader reader(table, file, "scanner.");
    config.camera = reader.text("camera", expected, true).value_or("");
    if (auto failure = reader.finish()) return failure;
    if (!config.camera.string().starts_with("/dev/")) {
        return ConfigFailure{file + ":" + std::to_string(table.get("camera")->source().begin.line) +
                             ": scanner.camera must be " + expected};
    }
    return std::nullopt;
}

std::optional<ConfigFailure> readPublic(const toml::table& table, const std::string& file, KioskConfig& config) {
    TableReader reader(table, file, "public.");
    config.public_url = reader.text("url", "an https:// address", true).value_or("");
    if (auto failure = reader.finish()) return failure;
    if (!config.public_url.starts_with("https://") || config.public_url.size() > 200) {
        return ConfigFailure{file + ":" + std::to_string(table.get("url")->source().begin.line) +
                             ": public.url must be an https:// address"};
    }
    while (config.public_url.ends_with('/'))
        config.public_url.pop_back();
    return std::nullopt;
}

std::optional<ConfigFailure> readHelp(const toml::table& table, const std::string& file, KioskConfig& config) {
    TableReader reader(table, file, "help.");
    config.help_phone = reader.text("phone", "a phone number", true).value_or("");
    return reader.finish();
}

std::optional<ConfigFailure> readSealed(const toml::table& table, const std::string& file, KioskConfig& config) {
    TableReader reader(table, file, "sealed.");
    if (const auto days = reader.number("retention_days", "1 to 3650", true, 1, 3650))
        config.sealed_retention = std::chrono::days{*days};
    return reader.finish();
}

std::optional<ConfigFailure> readStaff(const toml::table& table, const std::string& file, KioskConfig& config) {
    const char* expected = "what onestop-technician pin makes of a PIN";
    TableReader reader(table, file, "staff.");
    config.staff_pin = reader.text("pin", expected, true).value_or("");
    if (auto failure = reader.finish()) return failure;
    if (!crypto::isPasswordWord(config.staff_pin)) {
        return ConfigFailure{file + ":" + std::to_string(table.get("pin")->source().begin.line) +
                             ": staff.pin must be " + expected};
    }
    return std::nullopt;
}

} // namespace

bool ScreenConfig::isInReach() const { return top_mm && *top_mm <= ONESTOP_LOW_REACH_HAND_MM; }

tl::expected<KioskConfig, ConfigFailure> parseKioskConfig(std::string_view text, const std::filesystem::path& path) {
    const std::string file = path.string();
    toml::table root;
    try { // Debian's toml++ is built with exceptions
        root = toml::parse(text, file);
    } catch (const toml::parse_error& error) {
        return tl::unexpected(ConfigFailure{file + ":" + std::to_string(error.source().begin.line) + ": " +
                                            std::string(error.description())});
    }

    KioskConfig config;
    TableReader reader(root, file, "");
    const auto folder = path.parent_path();
    const auto place = [&](const char* key) {
        return (folder / reader.text(key, "a path", true).value_or("")).lexically_normal();
    };
    config.site = reader.text("site", "the id of the site in the catalogue", true).value_or("");
    config.kiosk = reader.number("kiosk", "1 to 6", true, 1, 6).value_or(1);
    config.store = place("store");
    config.state = place("state");
    config.run = place("run");
    if (const auto speaker = reader.text("speaker", "the socket of onestop-speaker", false))
        config.speaker = (folder / *speaker).lexically_normal();
    if (const auto input = reader.text("input", "the socket of onestop-input", false))
        config.input = (folder / *input).lexically_normal();
    if (const auto answer = reader.text("log_answer", "the file in which onestop-export answers", false))
        config.log_answer = (folder / *answer).lexically_normal();
    if (const auto update = reader.text("update", "the file that says how far an update is", false))
        config.update = (folder / *update).lexically_normal();
    const toml::table* screen = reader.table("screen");
    const toml::table* printer = reader.table("printer");
    const toml::table* scanner = reader.table("scanner");
    const toml::table* publicly = reader.table("public");
    const toml::table* help = reader.table("help");
    const toml::table* staff = reader.table("staff");
    const toml::table* sealed = reader.table("sealed");

    std::optional<ConfigFailure> failure = reader.finish();
    if (!failure && screen != nullptr) failure = readScreen(*screen, file, config.screen);
    if (!failure && printer != nullptr) failure = readPrinter(*printer, file, config);
    if (!failure && scanner != nullptr) failure = readScanner(*scanner, file, config);
    if (!failure && publicly != nullptr) failure = readPublic(*publicly, file, config);
    if (!failure && help != nullptr) failure = readHelp(*help, file, config);
    if (!failure && sealed != nullptr) failure = readSealed(*sealed, file, config);
    if (!failure && staff != nullptr) failure = readStaff(*staff, file, config);
    if (failure) return tl::unexpected(*failure);
    return config;
}

tl::expected<KioskConfig, ConfigFailure> readKioskConfig(const std::filesystem::path& path) {
    std::ifstream in(path, std::ios::binary);
    std::ostringstream text;
    if (!in || !(text << in.rdbuf())) {
        return tl::unexpected(ConfigFailure{path.string() + ":1: expected a readable configuration file"});
    }
    return parseKioskConfig(text.str(), path);
}

} // namespace onestop::app
