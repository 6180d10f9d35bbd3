// SPDX-License-Identifier: Apache-2.0
// onestop-publish: the desk's command line. Everything is offline; exit 0 done, 1 faults found or not
// done, 2 misused or bad input, with one clear line each.
#include "sync/catalogue/catalogue.h"
#include "sync/catalogue/check_in_token.h"
#include "sync/events/clock.h"
#include "sync/publish/check.h"
#include "sync/publish/demo.h"
#include "sync/publish/month_changes.h"
#include "sync/publish/month_list.h"
#include "sync/publish/rules.h"
#include "sync/publish/send.h"
#include "sync/publish/software.h"
#include "sync/tuf/atomic_file.h"

#include <CLI/CLI.hpp>
#include <cstdio>
#include <nlohmann/json.hpp>

namespace {

using namespace onestop;
using namespace onestop::publish;
namespace fs = std::filesystem;

struct Options {
    std::string hub, certificate, clientKey, authority, role;
    std::string folder, passphraseFile, site, period, file, session, from, to, key, tokenId, path;
    std::int64_t clockOffsetMs = 0;
    std::string version;
    std::vector<std::string> kiosks, sites;
    int people = 1;
    bool preview = false, everybody = false, nobody = false;
};

// What a person got wrong; exit 2.
struct Misuse {
    std::string sentence;
};

[[noreturn]] void misuse(std::string sentence) { throw Misuse{std::move(sentence)}; }

int report(const Outcome& outcome) {
    if (outcome) return 0;
    std::fprintf(stderr, "onestop-publish: %s\n", outcome.error().c_str());
    return 1;
}

Time nowOf(const Options& options) {
    return events::SystemClock(std::chrono::milliseconds(options.clockOffsetMs)).now();
}

Time momentOf(const std::string& text, const char* option) {
    const auto time = events::parseRfc3339(text);
    if (!time)
        misuse(std::string(option) + ": a time like 2026-11-23T09:00:00+08:00 was expected, not \"" + text + "\"");
    return *time;
}

std::chrono::year_month periodOf(const Options& options) {
    const auto period = catalogue::parseMonth(options.period);
    if (!period) misuse("--period: a month like 2026-11 was expected, not \"" + options.period + "\"");
    return *period;
}

std::string readText(const fs::path& file) {
    const auto bytes = tuf::readFile(file);
    if (!bytes) misuse(file.string() + ": a file that can be read was expected");
    return std::string(crypto::textOf(*bytes));
}

// Given by file, or the one that `demo` leaves beside the keys.
std::string passphraseOf(const Options& options, const fs::path& keys) {
    const fs::path file = options.passphraseFile.empty() ? keys / "passphrase" : fs::path(options.passphraseFile);
    if (!fs::exists(file)) misuse("--passphrase-file: a file with the keys' passphrase was expected");
    std::string text = readText(file);
    while (!text.empty() && (text.back() == '\n' || text.back() == '\r'))
        text.pop_back();
    if (text.empty()) misuse(file.string() + ": a passphrase in the first line was expected");
    return text;
}

District openDistrict(const Options& options) {
    const fs::path folder = options.folder;
    return {folder, passphraseOf(options, folder / "keys"), nowOf(options)};
}

int init(const Options& options) {
    District district = openDistrict(options);
    return report(district.init());
}

int addSite(const Options& options) {
    District district = openDistrict(options);
    if (auto ok = district.addSite(options.site); !ok) return report(ok);
    return report(district.bind());
}

int demo(const Options& options) {
    const fs::path folder = options.folder;
    const auto period = periodOf(options);
    if (options.passphraseFile.empty() && !fs::exists(folder / "keys/passphrase")) {
        fs::create_directories(folder / "keys");
        const std::string passphrase = crypto::randomToken(24) + "\n";
        if (auto ok = tuf::writeFileAtomically(folder / "keys/passphrase", crypto::bytesOf(passphrase), 0600); !ok) {
            return report(tl::unexpected(ok.error()));
        }
    }
    District district = openDistrict(options);
    return report(makeDemo(district, period));
}

SiteNames sitesOf(const District& district) { return SiteNames::of(district.target("targets", "sites.json")); }

int publishTarget(const Options& options) {
    const std::string text = readText(options.file);
    District district = openDistrict(options);
    auto faults = catalogue::checkTarget(options.path, text);
    if (faults.empty()) faults = unknownPlaces(options.path, text, sitesOf(district));
    for (const auto& fault : faults)
        std::fprintf(stderr, "onestop-publish: %s: %s\n", options.file.c_str(), fault.sentence().c_str());
    if (!faults.empty()) return 2;
    std::string role = options.path == "closures.json" ? "closures" : "targets";
    if (options.path.starts_with("sites/")) role = siteRole(options.path.substr(6, options.path.find('/', 6) - 6));
    if (auto ok = district.setTargets(role, {{options.path, text}}); !ok) return report(ok);
    return report(district.bind());
}

// The month's target from a table or a JSON file; every fault is printed, then Misuse ends it.
std::string readMonth(const Options& options, std::chrono::year_month period, const std::string& path,
                      const SiteNames& sites) {
    const auto complain = [&](const std::string& sentence) {
        std::fprintf(stderr, "onestop-publish: %s\n", sentence.c_str());
    };
    const Time now = nowOf(options);
    const std::string bytes = readText(options.file);
    std::string month;
    if (fs::path(options.file).extension() == ".json") {
        month = monthFromJson(bytes, options.site, period, now);
    } else {
        const auto text = decodeText(crypto::bytesOf(bytes));
        if (!text) misuse(text.error().sentence(options.file));
        const auto table = parseTable(*text);
        if (!table) misuse(table.error().sentence(options.file));
        auto made = monthFromTable(*table, options.site, sites, period, now);
        if (!made) {
            for (const TableFault& fault : made.error())
                complain(fault.sentence(options.file));
            misuse(options.file + ": nothing was published: " + std::to_string(made.error().size()) +
                   " faults to mend");
        }
        month = std::move(*made);
    }
    auto faults = catalogue::checkTarget(path, month);
    if (faults.empty()) faults = unknownPlaces(path, month, sites);
    for (const auto& fault : faults) {
        complain(options.file + (fault.line ? ":" + std::to_string(*fault.line) : "") + ": " + fault.expected);
    }
    if (!faults.empty())
        misuse(options.file + ": nothing was published: " + std::to_string(faults.size()) + " faults to mend");
    return month;
}

// The rules that this month breaks, seen together with what the district has published.
std::vector<std::string> brokenRules(const District& district, const std::string& site, const std::string& path,
                                     const std::string& month) {
    catalogue::Targets targets;
    for (const std::string& role : {std::string("targets"), siteRole(site)}) {
        for (auto& [name, text] : district.targets(role))
            targets.emplace(name, std::move(text));
    }
    targets[path] = month;
    std::vector<std::string> broken;
    for (std::string& fault : checkRules(targets)) {
        const bool others = fault.starts_with("sites/") && !fault.starts_with(path);
        if (!others && !fault.starts_with("guide.json")) broken.push_back(std::move(fault));
    }
    return broken;
}

int month(const Options& options) {
    const auto period = periodOf(options);
    District district = openDistrict(options);
    if (!district.hasSite(options.site))
        misuse("--site: a site of the district was expected, not \"" + options.site + "\"");
    const std::string folder = "sites/" + options.site + "/";
    const std::string path = folder + catalogue::monthText(period) + ".json";
    const std::string made = readMonth(options, period, path, sitesOf(district));
    const auto broken = brokenRules(district, options.site, path, made);
    for (const std::string& fault : broken)
        std::fprintf(stderr, "onestop-publish: %s\n", fault.c_str());
    if (!broken.empty()) return 1;

    const std::string role = siteRole(options.site);
    auto before = district.target(role, path);
    const std::string against =
        before ? path : folder + catalogue::monthText(period - std::chrono::months{1}) + ".json";
    if (!before) before = district.target(role, against);
    std::printf("%s against %s:\n", path.c_str(), before ? against.c_str() : "nothing");
    const auto changes = changesBetween(before.value_or(""), made);
    for (const std::string& line : changes)
        std::printf("  %s\n", line.c_str());
    if (changes.empty()) std::printf("  nothing changes\n");
    if (options.preview) return 0;
    if (auto ok = district.setTargets(role, {{path, made}}); !ok) return report(ok);
    return report(district.bind());
}

int send(const Options& options) {
    const fs::path folder = options.folder;
    const auto version = sendRole(folder / "repository", options.role,
                                  {options.hub, options.certificate, options.clientKey, options.authority},
                                  events::SystemClock(std::chrono::milliseconds(options.clockOffsetMs)));
    if (!version) return report(tl::unexpected(version.error()));
    std::printf("%s version %llu is published\n", options.role.c_str(), static_cast<unsigned long long>(*version));
    return 0;
}

int renew(const Options& options) {
    District district = openDistrict(options);
    if (auto ok = district.setTargets("closures", {}); !ok) return report(ok);
    return report(district.bind());
}

int rotate(const Options& options) {
    District district = openDistrict(options);
    if (auto ok = district.rotate(options.key); !ok) return report(ok);
    return report(district.bind());
}

int sealing(const Options& options) {
    District district = openDistrict(options);
    auto target = district.makeSealing();
    if (!target) return report(tl::unexpected(target.error()));
    if (auto ok = district.setTargets("targets", {{"sealing.json", std::move(*target)}}); !ok) return report(ok);
    return report(district.bind());
}

// Adds one entry to a list of revocations.json.
int revoke(const Options& options) {
    District district = openDistrict(options);
    nlohmann::json document =
        nlohmann::json::parse(district.target("targets", "revocations.json").value_or(R"({"tokens":[],"keys":[]})"));
    document["issued"] = events::toRfc3339(district.now());
    if (!options.tokenId.empty()) {
        const auto id = crypto::fromHex(options.tokenId);
        if (!id || id->size() != 16) misuse("--token: 32 hexadecimal digits were expected");
        document["tokens"].push_back(crypto::toHex(*id));
    }
    TargetChanges changes;
    if (!options.site.empty()) {
        const auto old = district.keys().open("check-in-" + options.site);
        if (!old) return report(tl::unexpected(old.error()));
        const auto kid = crypto::toHex(catalogue::checkInKid(old->publicKey()));
        document["keys"].push_back(kid);
        if (const auto fresh = district.keys().make("check-in-" + options.site); !fresh) {
            return report(tl::unexpected(fresh.error()));
        }
        auto keys = district.checkInKeys(district.now() - std::chrono::days{1}, district.now() + kTargetsValidity, kid);
        if (!keys) return report(tl::unexpected(keys.error()));
        changes["check_in_keys.json"] = std::move(*keys);
    }
    changes["revocations.json"] = document.dump(1);
    if (auto ok = district.setTargets("targets", changes); !ok) return report(ok);
    return report(district.bind());
}

catalogue::SoftwareStage stageOf(const Options& options) {
    const int said = static_cast<int>(!options.kiosks.empty()) + static_cast<int>(!options.sites.empty()) +
                     static_cast<int>(options.everybody) + static_cast<int>(options.nobody);
    if (said != 1) misuse("one of --kiosk, --site, --all and --nobody was expected");
    return {options.everybody, options.sites, options.kiosks};
}

int software(const Options& options) {
    const auto stage = stageOf(options);
    District district = openDistrict(options);
    return report(addSoftware(district, options.file, stage));
}

int stage(const Options& options) {
    const auto stage = stageOf(options);
    District district = openDistrict(options);
    return report(stageSoftware(district, options.version, stage));
}

int check(const Options& options) {
    const fs::path folder = options.folder;
    const fs::path repository = fs::exists(folder / "repository") ? folder / "repository" : folder;
    const fs::path root = options.file.empty() ? repository / "metadata/1.root.json" : fs::path(options.file);
    const auto faults = checkRepository(repository, root, nowOf(options));
    for (const std::string& fault : faults)
        std::fprintf(stderr, "onestop-publish: %s\n", fault.c_str());
    if (faults.empty()) std::printf("%s: signatures, files and the district's rules hold\n", repository.c_str());
    return faults.empty() ? 0 : 1;
}

int checkInToken(const Options& options) {
    const fs::path keys = options.folder;
    const Time now = nowOf(options);
    const auto today = catalogue::serviceDayOf(now);
    KeyRing ring(keys, passphraseOf(options, keys));
    const auto key = ring.open("check-in-" + options.site);
    if (!key) return report(tl::unexpected(key.error()));
    catalogue::CheckInClaims claims;
    claims.issuer = options.site;
    claims.site = options.site;
    claims.issued = now;
    claims.not_before = options.from.empty() ? today.begins() : momentOf(options.from, "--valid-from");
    claims.expires = options.to.empty() ? today.next().begins() : momentOf(options.to, "--valid-to");
    if (claims.expires <= claims.not_before) misuse("--valid-to: a time after --valid-from was expected");
    std::array<std::uint8_t, 16> id{};
    crypto::fillRandom(id);
    claims.token_id = options.tokenId.empty() ? crypto::toHex(id) : options.tokenId;
    claims.activity_session_id = options.session;
    claims.people = options.people;
    std::printf("%s\n", catalogue::makeToken(claims, catalogue::checkInKid(key->publicKey()), *key).c_str());
    return 0;
}

} // namespace

int main(int argc, char** argv) {
    Options o;
    int (*command)(const Options&) = nullptr;
    CLI::App app{"Checks, signs and publishes what the district's kiosks show", "onestop-publish"};
    app.set_version_flag("--version", ONESTOP_VERSION);
    app.require_subcommand(0, 1);
    app.fallthrough();
    app.add_option("--clock-offset-ms", o.clockOffsetMs, "Rehearsal: the wall clock is the system's plus this");
    app.add_option("--passphrase-file", o.passphraseFile, "File with the keys' passphrase (default: KEYS/passphrase)");
    const auto add = [&](const char* name, const char* what, int (*run)(const Options&)) {
        CLI::App* sub = app.add_subcommand(name, what);
        sub->callback([&command, run] { command = run; });
        return sub;
    };
    const auto district = [&](CLI::App* sub) {
        sub->add_option("--district", o.folder, "The district's folder")->required();
    };

    add("init", "Make a district: keys and first metadata", init)->add_option("DIR", o.folder)->required();
    CLI::App* sub = add("add-site", "Make a site's keys and delegate its lists to it", addSite);
    district(sub);
    sub->add_option("--site", o.site)->required();
    sub = add("month", "Check, preview and publish a site's list for a month, from CSV or JSON", month);
    district(sub);
    sub->add_option("--site", o.site)->required();
    sub->add_option("--period", o.period, "YYYY-MM")->required();
    sub->add_option("FILE", o.file, "CSV (UTF-8 or GB18030, Chinese header) or JSON")->required();
    sub->add_flag("--preview", o.preview, "Show what would change, sign nothing");
    sub = add("target", "Check and publish one JSON target", publishTarget);
    district(sub);
    sub->add_option("PATH", o.path, "As kiosks know it: sites.json, guide.json, closures.json, …")->required();
    sub->add_option("FILE", o.file)->required();
    sub =
        add("send", "Hand a role's newest signed lists and files to the hub, which signs snapshot and timestamp", send);
    district(sub);
    sub->add_option("--role", o.role, "site-<site>, closures, or targets: the district's own, with software")
        ->required();
    sub->add_option("--hub", o.hub, "Its devices door, https://…")->required();
    sub->add_option("--certificate", o.certificate, "The publisher's, PEM")->required();
    sub->add_option("--key", o.clientKey, "PEM")->required();
    sub->add_option("--authority", o.authority, "The only one that is trusted, PEM")->required();
    sub = add("renew", "Sign closures, snapshot and timestamp anew, without changes", renew);
    district(sub);
    sub = add("rotate", "A new key for a role; what the old one signed is signed anew", rotate);
    district(sub);
    sub->add_option("KEY", o.key, "root-1 … root-3, targets, closures, snapshot, timestamp, site-<site>")->required();
    district(add("sealing", "A new key that opens sealed records, and sealing.json, which brings it to the kiosks",
                 sealing));
    sub = add("revoke", "Revoke a check-in code, or a site's check-in key (it gets a new one)", revoke);
    district(sub);
    auto* token = sub->add_option("--token", o.tokenId, "Token id, 32 hexadecimal digits");
    sub->add_option("--check-in-key", o.site, "Site")->excludes(token);
    const auto staged = [&](CLI::App* verb) {
        district(verb);
        verb->add_option("--kiosk", o.kiosks, "kiosk-<1-6>.<site>; may be said again");
        verb->add_option("--site", o.sites, "All kiosks of a site; may be said again");
        verb->add_flag("--all", o.everybody, "Every kiosk; older versions leave the list");
        verb->add_flag("--nobody", o.nobody, "Hold it back: who has it keeps it");
        return verb;
    };
    staged(add("software", "Publish a bundle of the software, for those who may take it first", software))
        ->add_option("FILE", o.file, "onestop-<version>-<machine>.raucb, signed by the release authority")
        ->required();
    staged(add("stage", "Say anew who may take a version of the software", stage))
        ->add_option("VERSION", o.version, "As software.json lists it")
        ->required();
    sub = add("check", "Explain every fault of a repository", check);
    sub->add_option("DIR", o.folder, "A district or a repository")->required();
    sub->add_option("--root", o.file, "The root shipped with the images (default: its 1.root.json)");
    sub = add("demo", "Make the demo district with keys and content", demo);
    sub->add_option("DIR", o.folder)->required();
    sub->add_option("--period", o.period, "YYYY-MM")->required();
    sub = add("check-in-token", "Print a signed check-in code", checkInToken);
    sub->add_option("--keys", o.folder, "Folder of keys")->required();
    sub->add_option("--site", o.site)->required();
    sub->add_option("--session", o.session, "activity_session_id")->required();
    sub->add_option("--people", o.people)->check(CLI::Range(1, 99));
    sub->add_option("--valid-from", o.from, "RFC 3339 (default: 04:00 of this service day)");
    sub->add_option("--valid-to", o.to, "RFC 3339 (default: 04:00 of the next)");
    try {
        app.parse(argc, argv);
        if (command == nullptr)
            misuse("a command was expected: init, add-site, month, target, send, renew, rotate, sealing, revoke, "
                   "software, "
                   "stage, check, demo or check-in-token");
        return command(o);
    } catch (const CLI::Success& done) {
        return app.exit(done);
    } catch (const CLI::ParseError& error) {
        std::fprintf(stderr, "onestop-publish: %s\n", error.what());
    } catch (const Misuse& error) {
        std::fprintf(stderr, "onestop-publish: %s\n", error.sentence.c_str());
    } catch (const std::filesystem::filesystem_error& error) {
        std::fprintf(stderr, "onestop-publish: %s\n", error.what());
        return 1;
    }
    return 2;
}
