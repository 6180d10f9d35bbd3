// SPDX-License-Identifier: Apache-2.0
#include "deploy/technician/log_export.h"

#include <fstream>
#include <optional>
#include <sstream>
#include <vector>

#include <nlohmann/json.hpp>

#include "deploy/technician/log_archive.h"
#include "deploy/technician/told_by.h"
#include "sync/catalogue/target_parser.h"
#include "sync/crypto/sealing.h"
#include "sync/events/clock.h"
#include "sync/store/catalogue_rows.h"

namespace onestop::technician {

namespace {

namespace fs = std::filesystem;

constexpr std::string_view kSealingTarget = "sealing.json";
constexpr std::size_t kMostTold_bytes = 64 * 1024 * 1024;

/// The newest first, so that what is beyond the limit is the oldest.
const std::vector<std::string> kJournal{
    "journalctl",      "--quiet",
    "--no-pager",      "--reverse",
    "--output=json",   "--output-fields=MESSAGE,PRIORITY,SYSLOG_IDENTIFIER,_SYSTEMD_UNIT,_PID,_BOOT_ID",
    "--since=-14days", "--lines=50000",
    "--unit=onestop-*"};
const std::vector<std::string> kSlots{"timeout", "10", "rauc", "status", "--output-format=json"};

tl::unexpected<LogFailure> failed(std::string sentence, LogFault fault = LogFault::Failed) {
    return tl::unexpected(LogFailure{fault, std::move(sentence)});
}

store::Result<std::optional<std::string>> sealingTarget(store::Database& database) {
    const auto current = store::currentCatalogue(database);
    if (!current) return tl::unexpected(current.error());
    if (!*current) return std::optional<std::string>();
    auto select = database.prepare("SELECT body FROM target WHERE revision = ? AND path = ?");
    if (!select) return tl::unexpected(select.error());
    select->bind(1, static_cast<std::int64_t>((*current)->revision)).bind(2, kSealingTarget);
    const auto row = select->step();
    if (!row) return tl::unexpected(row.error());
    return *row ? std::optional(select->text(0)) : std::nullopt;
}

/// Whom the kiosk seals residents' records to.
tl::expected<crypto::SealingCertificate, LogFailure> recipient(store::Database& database) {
    const auto target = sealingTarget(database);
    if (!target) return failed(target.error().context);
    catalogue::Catalogue read;
    if (*target) catalogue::readTarget(kSealingTarget, **target, read);
    auto certificate = crypto::SealingCertificate::fromPem(read.sealing_certificate);
    if (!certificate)
        return failed("the district has published nobody to seal a log to (sealing.json): nothing was written",
                      LogFault::NoRecipient);
    return std::move(*certificate);
}

/// As the kiosk wrote them down: while it runs it holds its devices, and whoever else asks them hears only that.
store::Result<std::string> deviceStates(store::Database& database) {
    auto select = database.prepare("SELECT device, state, since FROM device_state ORDER BY device");
    if (!select) return tl::unexpected(select.error());
    auto states = nlohmann::json::array();
    for (;;) {
        const auto row = select->step();
        if (!row) return tl::unexpected(row.error());
        if (!*row) return states.dump() + '\n';
        states.push_back({{"device", select->text(0)}, {"state", select->text(1)}, {"since", select->text(2)}});
    }
}

std::optional<std::string> textOf(const fs::path& file) {
    std::ifstream in(file, std::ios::binary);
    std::ostringstream text;
    if (!in || !(text << in.rdbuf())) return std::nullopt;
    return text.str();
}

std::string versions(const LogSources& sources) {
    return "onestop " + sources.version + "\nmade " + events::toRfc3339(sources.now) + "\n" +
           textOf("/etc/os-release").value_or("");
}

} // namespace

tl::expected<crypto::Bytes, LogFailure> sealedLog(const LogSources& sources) {
    auto database = store::Database::open(sources.store.string(), store::Program::Reader);
    if (!database) return failed(database.error().context);
    const auto desk = recipient(*database);
    if (!desk) return tl::unexpected(desk.error());
    auto journal = toldBy(kJournal, kMostTold_bytes);
    if (!journal || journal->exit_code != 0) return failed("journalctl does not give the journal: nothing was written");
    std::vector<LogFile> files{{"versions.txt", versions(sources)}, {"journal.json", std::move(journal->out)}};
    for (const char* name : {"site.toml", "site.good.toml"}) {
        if (const auto text = textOf(sources.settings / name)) files.push_back({name, settingsWithoutPin(*text, name)});
    }
    if (auto states = deviceStates(*database)) files.push_back({"devices.json", std::move(*states)});
    if (auto told = toldBy(kSlots, kMostTold_bytes); told && !told->out.empty())
        files.push_back({"slots.json", std::move(told->out)});
    return desk->seal(crypto::bytesOf(makeTar(files, sources.now)));
}

} // namespace onestop::technician
