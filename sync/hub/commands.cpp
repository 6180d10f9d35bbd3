// SPDX-License-Identifier: Apache-2.0
// See commands.h.
#include "sync/hub/commands.h"

#include <iostream>
#include <memory>
#include <optional>
#include <utility>

#include "sync/hub/backup.h"
#include "sync/hub/console.h"
#include "sync/hub/enrolment.h"
#include "sync/hub/hub.h"
#include "sync/hub/rows.h"
#include "sync/hub/sealed.h"
#include "sync/identity/enrolment.h"
#include "sync/postgres/postgres_engine.h"

namespace onestop::hub {

namespace {

struct NewStaff {
    std::string login, name, role = "clerk";
    std::optional<int> counter;
};

int addStaff(const HubConfig& config, const NewStaff& staff) {
    const auto role = parseRole(staff.role);
    if (!role) return complain("--role: expected clerk, technician or admin");
    if (!isLogin(staff.login)) return complain("--login: expected at most 32 of a-z 0-9 . _ -");
    std::string password;
    std::getline(std::cin, password);
    constexpr std::size_t kShortest = 8;
    if (password.size() < kShortest) return complain("standard input: expected a password of at least 8 characters");
    auto database = openHubDatabase(config.database);
    if (!database) return complain(database.error().context);
    putAccount(
        *database, {staff.login, staff.name, *role, staff.counter}, password, [](auto out) { crypto::fillRandom(out); },
        events::SystemClock().now());
    crypto::wipe(password);
    return 0;
}

/// Whom an order is about: a kiosk of this site, or the hub of a site below.
struct About {
    int kiosk = 0;
    std::string site;

    std::string words(const HubConfig& config) const {
        return site.empty() ? "kiosk " + std::to_string(kiosk) + " of " + config.site : "the hub of " + site;
    }
};

tl::expected<std::string, std::string> nodeOf(const About& about, const HubConfig& config) {
    const auto node = about.site.empty() ? kioskNode(about.kiosk) : siteHubNode(about.site, config.site);
    if (node) return *node;
    return tl::unexpected(std::string(about.site.empty() ? "--kiosk: expected a number from 1 to 6"
                                                         : "--hub: expected the id of another site"));
}

int makeEnrolmentCode(const HubConfig& config, const About& about, std::chrono::milliseconds offset) {
    const auto node = nodeOf(about, config);
    if (!node) return complain(node.error());
    if (!config.enrolment) return complain("the configuration has no section [enrolment]");
    const auto authority = readAuthority(config);
    if (!authority) return complain(authority.error());
    auto database = openHubDatabase(config.database);
    if (!database) return complain(database.error().context);
    const auto code = makeCode(
        *database, *node, authority->certificate().fingerprint(), [](auto out) { crypto::fillRandom(out); }, "console",
        events::SystemClock(offset).now());
    std::cout << code.text() << "\n";
    std::cerr << "good once, for 24 hours, for " << about.words(config) << "\n";
    return 0;
}

/// The picture on standard output: a technician at the hub's own screen has no browser signed in.
int makeStaffCode(const HubConfig& config, int kiosk, std::chrono::milliseconds offset) {
    if (!kioskNode(kiosk)) return complain("--kiosk: expected a number from 1 to 6");
    const auto now = events::SystemClock(offset).now();
    const auto codes = staffCodesOf(config, now);
    if (!codes) return fail(codes.error());
    const auto code = codes->make(
        kiosk, [](auto out) { crypto::fillRandom(out); }, now);
    std::cout << qrPicture(code.text) << "\n";
    std::cerr << "an SVG picture; good once, until " << events::toRfc3339(code.expires) << ", at kiosk " << kiosk
              << "\n";
    return 0;
}

int revoke(const HubConfig& config, const About& about, std::chrono::milliseconds offset) {
    const auto node = nodeOf(about, config);
    if (!node) return complain(node.error());
    auto database = openHubDatabase(config.database);
    if (!database) return complain(database.error().context);
    hub::revoke(*database, *node, "console", events::SystemClock(offset).now());
    std::cout << about.words(config) << " is shut out until it is enrolled with a new code\n";
    return 0;
}

/// This hub's certificate for its upstream, by a code of the upstream.
int enrol(const HubConfig& config, const std::string& typed, std::chrono::milliseconds offset) {
    const auto code = transport::parseEnrolmentCode(typed);
    if (!code) return complain("--code: " + code.error());
    if (!config.upstream) return complain("the configuration has no section [upstream]");
    const auto certificate =
        identity::enrolByCode(config.upstream->identity_settings, events::SystemClock(offset), *code);
    if (!certificate) return fail(certificate.error().sentence);
    std::cout << "enrolled as " << certificate->commonName() << " until " << events::toRfc3339(certificate->notAfter())
              << "\n";
    return 0;
}

int exportSealed(const HubConfig& config, const std::string& folder) {
    auto database = openHubDatabase(config.database);
    if (!database) return complain(database.error().context);
    const auto files = hub::exportSealed(*database, folder);
    if (!files) return fail(files.error());
    std::cout << folder << ": " << *files << " sealed records without an answer; onestop-open reads them\n";
    return 0;
}

int importAnswers(const HubConfig& config, const std::string& folder, std::chrono::milliseconds offset) {
    auto database = openHubDatabase(config.database);
    if (!database) return complain(database.error().context);
    const auto imported = hub::importAnswers(*database, folder, events::SystemClock(offset).now());
    if (!imported) return complain(imported.error());
    std::cout << imported->taken << " answers can be asked for now\n";
    for (const auto& file : imported->left)
        complain(file + ": no record of this hub");
    return imported->left.empty() ? 0 : 1;
}

HubPlaces placesOf(const HubConfig& config) {
    return {config.site, config.database, config.repository, config.online_keys};
}

/// One moment of a server's database is the server's business.
constexpr const char* kKeptByItsServer = "the database is on a server: back it up with pg_dump or pg_basebackup";

int backUp(const HubConfig& config, const std::string& folder) {
    if (postgres::isAddress(config.database)) return complain(kKeptByItsServer);
    const auto files = makeBackup(placesOf(config), folder);
    if (!files) return fail(files.error());
    std::cout << folder << ": " << *files << " files, sha256sum -c SHA256SUMS\n";
    return 0;
}

int restore(const HubConfig& config, const std::string& folder, std::chrono::milliseconds offset) {
    if (postgres::isAddress(config.database)) return complain(kKeptByItsServer);
    const auto done =
        restoreBackup(placesOf(config), folder, events::SystemClock(offset), [](auto out) { crypto::fillRandom(out); });
    if (!done) return fail(done.error());
    std::cout << "restored; numbers of today and tomorrow come from the kiosks' own ranges\n";
    return 0;
}

int goBack(const HubConfig& config, int version) {
    if (const auto done = goBackTo(config.database, version); !done) return fail(done.error().context);
    std::cout << "the database is of version " << version << "; a program of version " << hubSchema().newest()
              << " brings it up again when it starts\n";
    return 0;
}

} // namespace

struct Commands::Command {
    CLI::App* words;
    std::function<int(const HubConfig&, std::chrono::milliseconds)> run;
};

Commands::Commands(CLI::App& application, std::string& config_file)
    : application_(application), config_file_(config_file) {
    addAccounts();
    addMachines();
    addSealed();
    addDatabase();
}

Commands::~Commands() = default;

std::function<int(const HubConfig&, std::chrono::milliseconds)> Commands::given() const {
    for (const auto& command : commands_)
        if (*command.words) return command.run;
    return {};
}

CLI::App* Commands::add(const char* name, const char* what_it_does,
                        std::function<int(const HubConfig&, std::chrono::milliseconds)> run) {
    auto* command = application_.add_subcommand(name, what_it_does);
    command->add_option("--config", config_file_, "hub.toml");
    commands_.push_back({command, std::move(run)});
    return command;
}

void Commands::addAccounts() {
    const auto staff = std::make_shared<NewStaff>();
    auto* account = add("add-staff", "Add or replace an account; the password is read from standard input",
                        [staff](const auto& config, auto) { return addStaff(config, *staff); });
    account->add_option("--login", staff->login, "what the person types")->required();
    account->add_option("--name", staff->name, "what colleagues see")->required();
    account->add_option("--role", staff->role, "clerk, technician or admin");
    account->add_option("--counter", staff->counter, "where this person usually sits");

    const auto kiosk = std::make_shared<int>(0);
    add("staff-code", "A picture for a kiosk's scanner that opens the staff's pages",
        [kiosk](const auto& config, auto offset) { return makeStaffCode(config, *kiosk, offset); })
        ->add_option("--kiosk", *kiosk, "1 to 6")
        ->required();
}

void Commands::addMachines() {
    const auto about = std::make_shared<About>();
    auto* code = add("enrolment-code", "A code that makes a machine a kiosk here, or the hub of a site",
                     [about](const auto& config, auto offset) { return makeEnrolmentCode(config, *about, offset); });
    auto* shut_out = add("revoke", "Shut a machine out: its certificates are refused, it wipes its keys",
                         [about](const auto& config, auto offset) { return revoke(config, *about, offset); });
    for (auto* command : {code, shut_out}) {
        auto* kiosk = command->add_option("--kiosk", about->kiosk, "1 to 6");
        command->add_option("--hub", about->site, "id of a site below this hub")->excludes(kiosk);
    }
    const auto typed = std::make_shared<std::string>();
    add("enrol", "This hub's certificate for its upstream, with a code of that",
        [typed](const auto& config, auto offset) { return enrol(config, *typed, offset); })
        ->add_option("--code", *typed, "as on the slip")
        ->required();
}

void Commands::addSealed() {
    const auto folder = std::make_shared<std::string>();
    add("export-sealed", "Sealed records without an answer into a folder, for the desk",
        [folder](const auto& config, auto) { return exportSealed(config, *folder); })
        ->add_option("FOLDER", *folder, "made when it is not there")
        ->required();
    add("import-answers", "The desk's answers from a folder; the hub may run",
        [folder](const auto& config, auto offset) { return importAnswers(config, *folder, offset); })
        ->add_option("FOLDER", *folder, "as onestop-open left it")
        ->required();
}

void Commands::addDatabase() {
    const auto folder = std::make_shared<std::string>();
    add("backup", "Database, repository, online keys and the key of codes for staff into a new folder; the hub may run",
        [folder](const auto& config, auto) { return backUp(config, *folder); })
        ->add_option("FOLDER", *folder, "a new one")
        ->required();
    add("restore", "A backup into its place; the hub must not run",
        [folder](const auto& config, auto offset) { return restore(config, *folder, offset); })
        ->add_option("FOLDER", *folder, "as backup made it")
        ->required();
    const auto version = std::make_shared<int>(0);
    add("go-back", "Before an older hub is installed: its version of the database; no hub may run",
        [version](const auto& config, auto) { return goBack(config, *version); })
        ->add_option("--version-of-database", *version, "what only newer versions hold is lost")
        ->required();
}

} // namespace onestop::hub
