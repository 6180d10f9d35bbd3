// SPDX-License-Identifier: Apache-2.0
// Every option is read once here; the first fault, with its line, ends the start.
#include "sync/hub/config.h"

#include <algorithm>
#include <charconv>
#include <set>

#include <toml++/toml.h>

#include "sync/postgres/postgres_engine.h"

namespace onestop::hub {

namespace {

/// The first fault wins; the rest of the reading goes on with empty values.
class Reader {
public:
    explicit Reader(const std::filesystem::path& file)
        : file_(file), folder_(file.parent_path().empty() ? "." : file.parent_path()) {}

    void fault(const toml::node* at, const std::string& expected) {
        if (!fault_.empty()) return;
        fault_ = file_.string() + ":" + std::to_string(at != nullptr ? at->source().begin.line : 1) + ": " + expected;
    }
    const std::string& firstFault() const { return fault_; }

    std::string text(const toml::table& table, std::string_view key, std::string_view expected, bool required = true) {
        const auto* node = table.get(key);
        const auto* value = node != nullptr ? node->as_string() : nullptr;
        if (value != nullptr && !value->get().empty()) return value->get();
        if (node != nullptr || required) {
            fault(node != nullptr ? node : &table, std::string(key) + ": expected " + std::string(expected));
        }
        return {};
    }

    int wholeNumber(const toml::table& table, std::string_view key, int least, int most) {
        const auto* node = table.get(key);
        const auto* value = node != nullptr ? node->as_integer() : nullptr;
        if (value != nullptr && value->get() >= least && value->get() <= most) return static_cast<int>(value->get());
        fault(node != nullptr ? node : &table, std::string(key) + ": expected a whole number from " +
                                                   std::to_string(least) + " to " + std::to_string(most));
        return least;
    }

    std::filesystem::path path(const toml::table& table, std::string_view key, bool required = true) {
        const auto value = text(table, key, "a file name", required);
        return value.empty() ? std::filesystem::path{} : (folder_ / value).lexically_normal();
    }

    transport::DoorConfig door(const toml::table& table, bool mutual) {
        transport::DoorConfig door;
        listen(table, door);
        door.certificate = path(table, "certificate");
        door.key = path(table, "key");
        if (mutual) door.client_authority = path(table, "authority");
        return door;
    }

    void knownOnly(const toml::table& table, const std::set<std::string_view>& known) {
        for (const auto& [key, value] : table) {
            if (!known.contains(key.str())) fault(&value, "unknown option " + std::string(key.str()));
        }
    }

    transport::Url url(const toml::table& table, std::string_view key) {
        const auto value = text(table, key, "an https:// address");
        auto parsed = transport::parseUrl(value);
        if (parsed) return *parsed;
        if (!value.empty()) fault(table.get(key), std::string(key) + ": expected " + parsed.error());
        return {};
    }

    const toml::table* section(const toml::table& table, std::string_view key) {
        const auto* node = table.get(key);
        if (node == nullptr) return nullptr;
        if (!node->is_table()) fault(node, std::string(key) + ": expected a section [" + std::string(key) + "]");
        return node->as_table();
    }

private:
    void listen(const toml::table& table, transport::DoorConfig& door) {
        const auto value = text(table, "listen", "address:port");
        const auto colon = value.rfind(':');
        unsigned port = 0;
        const auto* end = value.data() + value.size();
        if (colon == std::string::npos || std::from_chars(value.data() + colon + 1, end, port).ptr != end ||
            port > 65535) {
            const auto* node = table.get("listen");
            fault(node != nullptr ? node : &table, "listen: expected address:port");
            return;
        }
        door.address = value.substr(0, colon);
        door.port = static_cast<std::uint16_t>(port);
    }

    std::filesystem::path file_;
    std::filesystem::path folder_;
    std::string fault_;
};

/// A file beside, or a server anywhere.
std::string readDatabase(Reader& reader, const toml::table& table) {
    const auto text = reader.text(table, "database", "the path of a file, or postgresql://…");
    return postgres::isAddress(text) ? text : reader.path(table, "database").string();
}

/// With an address of the enrolment door there, a code may stand for what else a stick brings.
HubConfig::Upstream readUpstream(Reader& reader, const toml::table& table, const HubConfig& config) {
    reader.knownOnly(table, {"url", "authority", "certificate", "key", "enrolment"});
    const bool by_code = table.contains("enrolment");
    HubConfig::Upstream upstream{reader.url(table, "url"), {}};
    auto& own = upstream.identity_settings;
    own.name = "hub." + config.site;
    own.folder = config.database + ".identity";
    own.authority = reader.path(table, "authority", !by_code);
    own.certificate = reader.path(table, "certificate", !by_code || table.contains("key"));
    own.key = reader.path(table, "key", !by_code || table.contains("certificate"));
    if (by_code) own.enrolment = reader.url(table, "enrolment");
    return upstream;
}

/// A mirror's trust begins outside of what it mirrors, and who mirrors signs nothing.
pull::RepositoryAddress readMirror(Reader& reader, const toml::table& top, const toml::table& mirror) {
    reader.knownOnly(mirror, {"url", "authority"});
    pull::RepositoryAddress address{reader.url(mirror, "url"), reader.path(mirror, "authority")};
    if (!address.url.path.ends_with('/')) address.url.path += '/';
    for (const char* needed : {"repository", "root"})
        if (!top.contains(needed)) reader.fault(&mirror, std::string(needed) + ": expected beside [mirror]");
    if (const auto* keys = top.get("online_keys"))
        reader.fault(keys, "online_keys: expected none beside [mirror]: the hub above signs");
    return address;
}

} // namespace

tl::expected<HubConfig, std::string> readHubConfig(const std::filesystem::path& file) {
    toml::table table;
    try {
        table = toml::parse_file(file.string());
    } catch (const toml::parse_error& error) {
        return tl::unexpected(file.string() + ':' + std::to_string(std::max<unsigned>(error.source().begin.line, 1)) +
                              ": " + std::string(error.description()));
    }
    Reader reader(file);
    HubConfig config;
    config.site = reader.text(table, "site", "the id of a site");
    config.database = readDatabase(reader, table);
    config.repository = reader.path(table, "repository", false);
    config.root = reader.path(table, "root", false);
    config.online_keys = reader.path(table, "online_keys", false);
    if (const auto* mirror = reader.section(table, "mirror")) config.mirror = readMirror(reader, table, *mirror);
    if (config.root.empty() && !config.repository.empty()) config.root = config.repository / "metadata" / "1.root.json";
    reader.knownOnly(table, {"site", "database", "repository", "root", "online_keys", "devices", "enrolment", "staff",
                             "public", "sealed", "upstream", "mirror"});

    constexpr std::size_t kDevicesBodyBytes = 1024 * 1024;
    if (const auto* devices = reader.section(table, "devices")) {
        reader.knownOnly(*devices, {"listen", "certificate", "key", "authority"});
        config.devices = reader.door(*devices, true);
        config.devices.body_limit_bytes = kDevicesBodyBytes;
    } else {
        reader.fault(nullptr, "expected a section [devices]");
    }
    if (const auto* enrolment = reader.section(table, "enrolment")) {
        reader.knownOnly(*enrolment, {"listen", "certificate", "key", "authority_key"});
        config.enrolment = reader.door(*enrolment, false);
        config.enrolment->client_authority = config.devices.client_authority;
        config.enrolment->clients = transport::DoorConfig::Clients::Known;
        config.authority_key = reader.path(*enrolment, "authority_key");
    }
    if (const auto* staff = reader.section(table, "staff")) {
        reader.knownOnly(*staff, {"listen", "certificate", "key"});
        config.staff = reader.door(*staff, false);
    }
    if (const auto* sealed = reader.section(table, "sealed")) {
        reader.knownOnly(*sealed, {"retention_days"});
        config.sealed_retention = std::chrono::days{reader.wholeNumber(*sealed, "retention_days", 1, 3650)};
    }
    if (const auto* open = reader.section(table, "public")) {
        reader.knownOnly(*open, {"listen", "certificate", "key", "name"});
        config.public_door = reader.door(*open, false);
        config.public_name = reader.text(*open, "name", "an https:// address", false);
    }
    if (const auto* upstream = reader.section(table, "upstream"); upstream && postgres::isAddress(config.database))
        reader.fault(upstream, "upstream: expected none beside a database on a server, which is a district's");
    else if (upstream)
        config.upstream = readUpstream(reader, *upstream, config);
    if (!reader.firstFault().empty()) return tl::unexpected(reader.firstFault());
    return config;
}

} // namespace onestop::hub
