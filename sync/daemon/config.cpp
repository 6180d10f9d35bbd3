// SPDX-License-Identifier: Apache-2.0
// Every member is looked at before the first fault is told; unknown members are faults, for they are typing errors.
#include "sync/daemon/config.h"

#include <algorithm>
#include <initializer_list>
#include <optional>

#include <toml++/toml.h>

#include "sync/catalogue/software.h"

namespace onestop::daemon {

namespace {

class ConfigReader {
public:
    explicit ConfigReader(std::filesystem::path file) : file_(std::move(file)) {}

    void fault(const toml::node* node, const std::string& sentence) {
        const auto line = node ? node->source().begin.line : 0;
        const auto text = file_.string() + ':' + std::to_string(std::max<unsigned>(line, 1)) + ": " + sentence;
        if (!fault_) fault_ = text;
    }
    const std::optional<std::string>& firstFault() const { return fault_; }

    void onlyKnown(const toml::table& table, std::string_view section, std::initializer_list<std::string_view> known) {
        for (const auto& [key, value] : table)
            if (std::find(known.begin(), known.end(), key.str()) == known.end())
                fault(&value, std::string(section) + std::string(key.str()) + ": not an option of this program");
    }
    const toml::table* section(const toml::table& root, const char* name) {
        const auto* table = root.get_as<toml::table>(name);
        if (!table) fault(root.get(name), std::string("expected a section [") + name + "]");
        return table;
    }
    std::string text(const toml::table& table, std::string_view section, const char* name, const char* expected) {
        const auto value = table[name].value_exact<std::string>();
        if (value && !value->empty()) return *value;
        fault(table.get(name) ? table.get(name) : &table, std::string(section) + name + ": expected " + expected);
        return {};
    }
    std::filesystem::path path(const toml::table& table, std::string_view section, const char* name) {
        const auto value = text(table, section, name, "the path of a file");
        return value.empty() ? std::filesystem::path() : (file_.parent_path() / value).lexically_normal();
    }
    /// A path that must be there already.
    std::filesystem::path existing(const toml::table& table, std::string_view section, const char* name) {
        auto found = path(table, section, name);
        std::error_code ignored;
        if (!found.empty() && !std::filesystem::is_regular_file(found, ignored))
            fault(table.get(name),
                  std::string(section) + name + ": expected a file, there is none at " + found.string());
        return found;
    }
    std::filesystem::path existingIfNamed(const toml::table& table, std::string_view section, const char* name) {
        return table.contains(name) ? existing(table, section, name) : std::filesystem::path();
    }
    transport::Url url(const toml::table& table, std::string_view section, const char* name = "url") {
        const auto value = text(table, section, name, "an https:// address");
        auto parsed = transport::parseUrl(value);
        if (parsed) return *parsed;
        if (!value.empty()) fault(table.get(name), std::string(section) + name + ": expected " + parsed.error());
        return {};
    }

private:
    std::filesystem::path file_;
    std::optional<std::string> fault_;
};

bool isSite(const std::string& text) {
    return !text.empty() && text.size() <= 64 && std::all_of(text.begin(), text.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
    });
}

void readTop(ConfigReader& reader, const toml::table& root, SyncdConfig& config) {
    reader.onlyKnown(root, "", {"site", "kiosk", "store", "hub", "repository", "update"});
    config.site = reader.text(root, "", "site", "the id of this site");
    if (!config.site.empty() && !isSite(config.site))
        reader.fault(root.get("site"), "site: expected a-z 0-9 and hyphens");
    const auto kiosk = root["kiosk"].value_exact<std::int64_t>();
    if (!kiosk || *kiosk < 1 || *kiosk > 6) reader.fault(root.get("kiosk"), "kiosk: expected a number from 1 to 6");
    config.kiosk = static_cast<int>(kiosk.value_or(1));
    config.store = reader.path(root, "", "store");
}

} // namespace

tl::expected<SyncdConfig, std::string> readConfig(const std::filesystem::path& file) {
    toml::table root;
    try {
        root = toml::parse_file(file.string());
    } catch (const toml::parse_error& error) {
        return tl::unexpected(file.string() + ':' + std::to_string(std::max<unsigned>(error.source().begin.line, 1)) +
                              ": " + std::string(error.description()));
    }
    ConfigReader reader(file);
    SyncdConfig config;
    readTop(reader, root, config);
    if (const auto* hub = reader.section(root, "hub")) {
        reader.onlyKnown(*hub, "hub.", {"url", "certificate", "key", "authority", "enrolment"});
        config.hub = {reader.url(*hub, "hub."),
                      reader.existingIfNamed(*hub, "hub.", "certificate"),
                      reader.existingIfNamed(*hub, "hub.", "key"),
                      reader.existingIfNamed(*hub, "hub.", "authority"),
                      {}};
        if (hub->contains("certificate") != hub->contains("key"))
            reader.fault(hub, "hub.certificate, hub.key: expected both, or none for a machine enrolled with a code");
        if (hub->contains("enrolment")) config.hub.enrolment = reader.url(*hub, "hub.", "enrolment");
        if (!hub->contains("certificate") && !config.hub.enrolment)
            reader.fault(hub, "hub: expected certificate and key, or enrolment, the address where codes are taken");
    }
    if (const auto* repository = reader.section(root, "repository")) {
        reader.onlyKnown(*repository, "repository.", {"url", "authority", "root"});
        config.repository = {reader.url(*repository, "repository."),
                             reader.existing(*repository, "repository.", "authority")};
        config.root = reader.existing(*repository, "repository.", "root");
        if (!config.repository.url.path.ends_with('/')) config.repository.url.path += '/';
    }
    if (root.contains("update")) {
        if (const auto* update = reader.section(root, "update")) {
            reader.onlyKnown(*update, "update.", {"folder", "compatible", "version"});
            config.update = {reader.path(*update, "update.", "folder"),
                             reader.text(*update, "update.", "compatible", "a kind of machine, as onestop-x86_64"),
                             reader.text(*update, "update.", "version", "the version that this machine runs")};
            if (!config.update->version.empty() && !catalogue::parseVersion(config.update->version))
                reader.fault(update->get("version"), "update.version: expected a version like 0.1.0-202611291200");
        }
    }
    if (reader.firstFault()) return tl::unexpected(*reader.firstFault());
    return config;
}

} // namespace onestop::daemon
