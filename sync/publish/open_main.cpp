// SPDX-License-Identifier: Apache-2.0
// onestop-open: the district's desk opens sealed records and exported logs with its offline key, and answers. Exit 0
// done, 1 a record could not be opened, 2 misused or bad input, with one clear line each.
#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <iostream>
#include <iterator>
#include <vector>

#include <CLI/CLI.hpp>

#include "sync/crypto/query_code.h"
#include "sync/publish/sealed_desk.h"
#include "sync/tuf/atomic_file.h"

namespace {

using namespace onestop;
using namespace onestop::publish;
namespace fs = std::filesystem;

constexpr std::size_t kMostBytes = 64 * 1024; ///< of a record, as the hub takes it
constexpr std::size_t kMostLogBytes = 256 * 1024 * 1024;

struct Options {
    std::string key, passphrase_file, from, record;
    bool json = false;
};

/// What a person got wrong; exit 2.
struct Misuse {
    std::string sentence;
};

[[noreturn]] void misuse(std::string sentence) { throw Misuse{std::move(sentence)}; }

void complain(const std::string& sentence) { std::fprintf(stderr, "onestop-open: %s\n", sentence.c_str()); }

crypto::Bytes readBytes(const fs::path& file) {
    auto bytes = tuf::readFile(file, kMostBytes);
    if (!bytes) misuse(file.string() + ": a file that can be read was expected, of at most 64 KiB");
    return std::move(*bytes);
}

crypto::SealingKey openKey(const Options& options) {
    const fs::path beside = fs::path(options.key).parent_path() / "passphrase";
    crypto::Bytes first = readBytes(options.passphrase_file.empty() ? beside : fs::path(options.passphrase_file));
    std::string passphrase(crypto::textOf(first));
    crypto::wipe(std::span(first));
    while (!passphrase.empty() && (passphrase.back() == '\n' || passphrase.back() == '\r'))
        passphrase.pop_back();
    crypto::Bytes pem = readBytes(options.key);
    auto key = crypto::SealingKey::fromPem(crypto::textOf(pem), passphrase);
    crypto::wipe(std::span(pem));
    crypto::wipe(passphrase);
    if (!key) misuse(options.key + ": " + key.error());
    return std::move(*key);
}

void print(const Options& options, const catalogue::SealedContent& content) {
    const std::string out = options.json ? recordJson(content) + "\n" : recordText(content) + "\n";
    std::fwrite(out.data(), 1, out.size(), stdout);
}

std::vector<fs::path> recordsIn(const fs::path& from) {
    if (!fs::is_directory(from)) return {from};
    std::vector<fs::path> files;
    for (const auto& entry : fs::directory_iterator(from))
        if (entry.path().extension() == ".cms") files.push_back(entry.path());
    std::sort(files.begin(), files.end());
    return files;
}

/// The record that a file's name promises; a file of another name may hold any.
std::string recordNamedBy(const fs::path& file) {
    const std::string stem = file.stem().string();
    return crypto::isRecordId(stem) ? stem : std::string();
}

int readRecords(const Options& options) {
    const auto key = openKey(options);
    if (options.from == "-") {
        const std::string sealed{std::istreambuf_iterator<char>(std::cin), {}};
        const auto content = openRecord(key, crypto::bytesOf(sealed), {});
        if (!content) misuse("standard input: " + content.error());
        print(options, *content);
        return 0;
    }
    int exit_code = 0;
    for (const fs::path& file : recordsIn(options.from)) {
        const auto content = openRecord(key, readBytes(file), recordNamedBy(file));
        if (content) {
            print(options, *content);
        } else {
            complain(file.string() + ": " + content.error());
            exit_code = 1;
        }
    }
    return exit_code;
}

int answer(const Options& options) {
    if (!crypto::isRecordId(options.record)) misuse("--record: 32 hexadecimal digits were expected");
    const fs::path file = fs::path(options.from) / (options.record + ".cms");
    const auto key = openKey(options);
    const auto content = openRecord(key, readBytes(file), options.record);
    if (!content) misuse(file.string() + ": " + content.error());
    std::string text{std::istreambuf_iterator<char>(std::cin), {}};
    while (!text.empty() && (text.back() == '\n' || text.back() == '\r'))
        text.pop_back();
    const auto sealed = makeAnswer(*content, text);
    crypto::wipe(text);
    if (!sealed) misuse(sealed.error());
    const fs::path out = fs::path(options.from) / (options.record + ".answer");
    if (const auto written = tuf::writeFileAtomically(out, *sealed, 0600); !written) misuse(written.error());
    std::printf("%s: onestop-hub import-answers takes it\n", out.c_str());
    return 0;
}

int openLog(const Options& options) {
    const auto key = openKey(options);
    const auto sealed = tuf::readFile(options.from, kMostLogBytes);
    if (!sealed) misuse(options.from + ": a file that can be read was expected, of at most 256 MiB");
    const auto plain = key.open(*sealed);
    if (plain && std::fwrite(plain->data(), 1, plain->size(), stdout) == plain->size()) return 0;
    complain(options.from + ": " + (plain ? "cannot write it to standard output" : plain.error()));
    return 1;
}

} // namespace

int main(int argc, char** argv) {
    Options o;
    int (*command)(const Options&) = nullptr;
    CLI::App app{"Opens what residents left sealed for the district, and answers; the key stays offline",
                 "onestop-open"};
    app.set_version_flag("--version", ONESTOP_VERSION);
    app.require_subcommand(0, 1);
    app.fallthrough();
    app.add_option("--key", o.key, "The district's sealing key, keys/sealing.pem");
    app.add_option("--passphrase-file", o.passphrase_file, "File with the key's passphrase (default: beside the key)");
    CLI::App* sub = app.add_subcommand("read", "Print sealed records");
    sub->callback([&command] { command = readRecords; });
    sub->add_option("FROM", o.from, "A folder of .cms files, one such file, or - for standard input")->required();
    sub->add_flag("--json", o.json, "One line of JSON a record");
    sub = app.add_subcommand("answer", "Seal an answer, read from standard input, to who holds the query code");
    sub->callback([&command] { command = answer; });
    sub->add_option("FROM", o.from, "The folder with the record; the answer is put beside it")->required();
    sub->add_option("--record", o.record, "Which, 32 hexadecimal digits")->required();
    sub = app.add_subcommand("log", "The log that a kiosk exported, as a tar on standard output");
    sub->callback([&command] { command = openLog; });
    sub->add_option("FROM", o.from, "onestop-log-….p7m, from the technician's stick")->required();
    try {
        app.parse(argc, argv);
        if (command == nullptr) misuse("a command was expected: read, answer or log");
        if (o.key.empty()) misuse("--key is required");
        return command(o);
    } catch (const CLI::Success& done) {
        return app.exit(done);
    } catch (const CLI::ParseError& error) {
        complain(error.what());
    } catch (const Misuse& error) {
        complain(error.sentence);
    } catch (const fs::filesystem_error& error) {
        complain(error.what());
    }
    return 2;
}
