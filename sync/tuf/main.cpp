// SPDX-License-Identifier: Apache-2.0
// onestop-tuf: the TUF client alone, with the command line of the public conformance suite
// (theupdateframework/tuf-conformance, CLIENT-CLI.md). Exit: 0 done, 1 refused or failed, 2 misused.
#include "sync/tuf/atomic_file.h"
#include "sync/tuf/file_store.h"
#include "sync/tuf/http_fetcher.h"

#include <CLI/CLI.hpp>
#include <cstdio>

namespace {

using namespace onestop::tuf;
namespace fs = std::filesystem;

struct Options {
    std::string metadataDir, metadataUrl, targetBaseUrl, targetDir, trustedRoot;
    std::vector<std::string> targetNames;
};

int fail(const std::string& sentence) {
    std::fprintf(stderr, "onestop-tuf: %s\n", sentence.c_str());
    return 1;
}

int init(const Options& options) {
    const auto bytes = readFile(options.trustedRoot);
    if (!bytes) return fail("cannot read " + options.trustedRoot);
    const auto set = TrustedSet::start(*bytes, {});
    if (!set) return fail(set.error().context);
    std::error_code error;
    fs::create_directories(options.metadataDir, error);
    FileStore store(options.metadataDir);
    if (auto ok = store.save("root", set->root().version, *bytes); !ok) return fail(ok.error());
    return 0;
}

int download(Refresh& refresh, const Options& options) {
    for (const std::string& name : options.targetNames) {
        const auto target = refresh.find(name);
        if (!target) return fail(target.error().context);
        if (!*target) return fail("no role vouches for " + name);
        const fs::path file = fs::path(options.targetDir) / percentEncode(name, false);
        if (const auto there = readFile(file, static_cast<std::size_t>((*target)->file.length));
            there && isTarget(*there, (*target)->file)) {
            continue;
        }
        const auto bytes = refresh.download(**target);
        if (!bytes) return fail(bytes.error().context);
        if (auto ok = writeFileAtomically(file, *bytes); !ok) return fail(ok.error());
    }
    return 0;
}

int run(const Options& options, bool withDownload) {
    HttpFetcher fetcher(options.metadataUrl, options.targetBaseUrl);
    FileStore store(options.metadataDir);
    const auto now = std::chrono::time_point_cast<std::chrono::milliseconds>(std::chrono::system_clock::now());
    Refresh refresh(fetcher, store, now, {}); // no shipped root: init has put one into the store
    if (auto ok = refresh.run(); !ok) return fail(ok.error().context);
    return withDownload ? download(refresh, options) : 0;
}

} // namespace

int main(int argc, char** argv) {
    Options options;
    CLI::App app{"The TUF client alone: refreshes trusted metadata, downloads verified targets", "onestop-tuf"};
    app.set_version_flag("--version", ONESTOP_VERSION);
    app.add_option("--metadata-dir", options.metadataDir, "Folder of trusted metadata")->required();
    app.add_option("--metadata-url", options.metadataUrl, "http:// URL of the repository's metadata folder");
    app.add_option("--target-name", options.targetNames, "Target to download; may be repeated")
        ->take_all()
        ->allow_extra_args(false);
    app.add_option("--target-base-url", options.targetBaseUrl, "http:// URL of the repository's targets folder");
    app.add_option("--target-dir", options.targetDir, "Folder for verified targets")->check(CLI::ExistingDirectory);
    CLI::App* initCommand = app.add_subcommand("init", "Start from this root");
    initCommand->add_option("root", options.trustedRoot, "root.json that is trusted")->required();
    CLI::App* refreshCommand = app.add_subcommand("refresh", "Bring the metadata up to date");
    CLI::App* downloadCommand = app.add_subcommand("download", "Refresh, then download the named targets");
    app.require_subcommand(1);
    try {
        app.parse(argc, argv);
        if (!*initCommand && options.metadataUrl.empty()) throw CLI::RequiredError("--metadata-url");
        if (*downloadCommand &&
            (options.targetNames.empty() || options.targetBaseUrl.empty() || options.targetDir.empty())) {
            throw CLI::RequiredError("--target-name, --target-base-url and --target-dir");
        }
    } catch (const CLI::Success& done) {
        return app.exit(done);
    } catch (const CLI::ParseError& error) {
        std::fprintf(stderr, "onestop-tuf: %s\n", error.what());
        return 2;
    }
    if (*initCommand) return init(options);
    return run(options, !*refreshCommand);
}
