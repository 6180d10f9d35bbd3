// SPDX-License-Identifier: Apache-2.0
// How many codes are read, and how fast: an invented set with a new seed each run, and a folder of photographs with
// the expected text in a .txt file beside each (zxing-cpp's test/samples/qrcode-* as --photos). --json for machines.
// Exit code 1 when an invented set of at least 500 does not hold the bars; times are figures only, as machines differ.
#include <algorithm>
#include <ctime>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <map>
#include <optional>
#include <sstream>

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include "drivers/qr_scanner/decoder.h"
#include "drivers/qr_scanner/picture_file.h"
#include "tests/drivers/qr_scanner/photographs.h"

namespace {

using namespace onestop::qr_scanner;
using Json = nlohmann::ordered_json;

// The bars: of all, of each trouble, and so that the set is a hard one.
constexpr double kLeastOfAll = 0.95, kLeastOfARow = 0.85, kMostOfTheDefault = 0.80;

struct Tally {
    int pictures = 0;
    int default_reads = 0;
    int reads = 0;
    int false_reads = 0;
    std::vector<double> default_ms, ms;
    std::map<std::string, int> passes;

    double share(int count) const { return pictures > 0 ? static_cast<double>(count) / pictures : 0; }
    void add(const Tally& other) {
        pictures += other.pictures, default_reads += other.default_reads;
        reads += other.reads, false_reads += other.false_reads;
        default_ms.insert(default_ms.end(), other.default_ms.begin(), other.default_ms.end());
        ms.insert(ms.end(), other.ms.begin(), other.ms.end());
        for (const auto& [name, count] : other.passes)
            passes[name] += count;
    }
    Json json() {
        Json all{
            {"pictures", pictures}, {"default_reads", default_reads}, {"reads", reads}, {"false_reads", false_reads}};
        for (auto* times : {&default_ms, &ms})
            std::sort(times->begin(), times->end());
        const auto at = [](const std::vector<double>& times, std::size_t hundredth) {
            return times.empty() ? 0.0 : times[(times.size() - 1) * hundredth / 100];
        };
        all.update({{"default_ms_median", at(default_ms, 50)},
                    {"default_ms_p95", at(default_ms, 95)},
                    {"ms_median", at(ms, 50)},
                    {"ms_p95", at(ms, 95)},
                    {"median_ratio", at(default_ms, 50) > 0 ? at(ms, 50) / at(default_ms, 50) : 0},
                    {"passes", passes}});
        return all;
    }
};

/// Of the processor, not of the wall: the decoder waits for nothing, and other programs' work is not its own.
double processorMs() {
    timespec time{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return static_cast<double>(time.tv_sec) * 1e3 + static_cast<double>(time.tv_nsec) / 1e6;
}

template <typename Call>
auto timed(std::vector<double>& times, Call call) {
    const double begun = processorMs();
    auto result = call();
    times.push_back(processorMs() - begun);
    return result;
}

void judge(Tally& tally, const GreyImage& picture, const std::optional<std::string>& wanted) {
    ++tally.pictures;
    const auto plain = timed(tally.default_ms, [&] { return readWithZxing(picture, {}); });
    const auto read = timed(tally.ms, [&] { return decodeQr(picture); });
    tally.default_reads += plain && plain->text == wanted;
    tally.reads += !read.empty() && read.front().text == wanted;
    tally.false_reads += !read.empty() && read.front().text != wanted;
    ++tally.passes[read.empty() ? "unread" : std::string(read.front().pass)];
}

std::optional<std::string> expectedText(std::filesystem::path picture) {
    std::ifstream in(picture.replace_extension(".txt"), std::ios::binary);
    if (!in) return std::nullopt;
    std::ostringstream text;
    text << in.rdbuf();
    return text.str();
}

} // namespace

int main(int argc, char** argv) {
    CLI::App app("Reads an invented set of photographs, and a folder of real ones.");
    std::filesystem::path photos;
    int each = 63; // of eight troubles: 504
    unsigned seed = std::random_device{}();
    bool json = false;
    std::string only;
    app.add_option("--photos", photos, "Folder with pictures and their texts, searched with its subfolders");
    app.add_option("--each", each, "Invented photographs of each trouble");
    app.add_option("--seed", seed, "Of the invented set; a new one each run");
    app.add_option("--only", only, "One trouble, by its name");
    app.add_flag("--json", json, "One JSON object");
    CLI11_PARSE(app, argc, argv);

    Json report{{"seed", seed}};
    std::mt19937 random(seed);
    Tally all;
    bool holds = true;
    for (const auto trouble : kTroubles) {
        if (!only.empty() && only != nameOf(trouble)) continue;
        Tally row;
        for (int i = 0; i < each; ++i) {
            const auto photograph = takePhotograph(trouble, random);
            judge(row, photograph.picture, photograph.text);
        }
        all.add(row);
        holds = holds && row.share(row.reads) >= kLeastOfARow;
        report[std::string(nameOf(trouble))] = row.json();
    }
    holds = holds && all.share(all.reads) >= kLeastOfAll && all.share(all.default_reads) <= kMostOfTheDefault &&
            all.false_reads == 0;
    report["invented"] = all.json();
    Tally empty;
    for (int i = 0; i < each; ++i)
        judge(empty, takeEmptyLobby(random), std::nullopt);
    report["empty"] = empty.json();
    if (!photos.empty()) {
        Tally real;
        for (const auto& entry : std::filesystem::recursive_directory_iterator(photos)) {
            const auto extension = entry.path().extension();
            if (extension != ".png" && extension != ".jpg" && extension != ".webp") continue;
            const auto text = expectedText(entry.path());
            if (!text) continue; // parts of a code in several pictures: nobody says what one of them is
            if (const auto picture = readPicture(entry.path())) judge(real, *picture, text);
        }
        report["photographs"] = real.json();
    }
    const bool judged = all.pictures >= 500;
    if (judged) report["holds"] = holds;
    if (json) {
        std::cout << report.dump() << '\n';
        return judged && !holds ? 1 : 0;
    }
    for (const auto& [name, row] : report.items())
        std::cout << name << "  " << row.dump() << '\n';
    return judged && !holds ? 1 : 0;
}
