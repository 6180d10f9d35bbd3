// SPDX-License-Identifier: Apache-2.0
#include "tests/qml/shell/variants.h"

#include <initializer_list>
#include <utility>

namespace onestop::tests {

using catalogue::Language;

namespace {

constexpr QSize kPortrait{1080, 1920};
constexpr QSize kLandscape{1920, 1080};
// 32 inches: half as large again as 21.5, while what a page says from its top is no longer.
constexpr QSize kLargePortrait{1608, 2858};
constexpr QSize kLargeLandscape{2858, 1608};
constexpr std::pair<Language, const char*> kLanguages[]{
    {Language::ZhHans, "hans"}, {Language::ZhHant, "hant"}, {Language::En, "english"}};

} // namespace

std::string Variant::look() const {
    std::string words = wide() ? "landscape" : "portrait";
    for (const auto& [spoken, name] : kLanguages)
        if (spoken == language) words += std::string("-") + name;
    for (const auto& [on, mode] : {std::pair{care, "-care"}, {high_contrast, "-contrast"}, {low_reach, "-low"}})
        if (on) words += mode;
    return words;
}

std::vector<Variant> variants() {
    return {
        {"normal", kPortrait},
        {"care", kPortrait, Language::ZhHans, true},
        {"hant", kPortrait, Language::ZhHant},
        {"english", kPortrait, Language::En},
        {"contrast", kPortrait, Language::ZhHans, false, true},
        {"low", kPortrait, Language::ZhHans, false, false, true},
        {"english-care", kPortrait, Language::En, true},
        {"landscape", kLandscape},
        {"landscape-low", kLandscape, Language::ZhHans, false, false, true},
    };
}

std::vector<Variant> everyVariant() {
    std::vector<Variant> all;
    for (const QSize size : {kPortrait, kLandscape}) {
        const std::string folder = size == kPortrait ? "answers/portrait/" : "answers/landscape/";
        for (const auto& [language, name] : kLanguages) {
            for (const bool care : {false, true}) {
                for (const bool low : {false, true}) {
                    all.push_back({folder + name + (care ? "-care" : "") + (low ? "-low" : ""), size, language, care,
                                   false, low, true});
                }
            }
        }
        all.push_back({folder + "hans-care-contrast-low", size, Language::ZhHans, true, true, true, true});
    }
    for (const QSize size : {kLargePortrait, kLargeLandscape}) {
        for (const bool care : {false, true}) {
            const std::string name = size == kLargePortrait ? "answers/large/portrait" : "answers/large/landscape";
            all.push_back({name + (care ? "-care" : "") + "-low", size, Language::ZhHans, care, false, true, true});
        }
    }
    return all;
}

namespace {

struct Modes {
    bool care, contrast, low;
};

std::vector<Variant> looksIn(const std::string& folder, std::initializer_list<Language> languages,
                             std::initializer_list<Modes> modes) {
    std::vector<Variant> all;
    for (const QSize size : {kPortrait, kLandscape}) {
        for (const Language language : languages) {
            for (const auto& [care, contrast, low] : modes) {
                Variant look{{}, size, language, care, contrast, low, true};
                look.name = folder + look.look();
                all.push_back(std::move(look));
            }
        }
    }
    return all;
}

} // namespace

std::vector<Variant> everyLook() {
    return looksIn("every/", {Language::ZhHans, Language::ZhHant, Language::En},
                   {{false, false, false}, {true, false, false}, {false, true, false}, {false, false, true}});
}

std::vector<Variant> combinedLooks() {
    std::vector<Variant> all =
        looksIn("combined/", {Language::ZhHans, Language::En},
                {{true, true, false}, {true, false, true}, {false, true, true}, {true, true, true}});
    for (auto& look : all)
        look.hashed = false;
    return all;
}

} // namespace onestop::tests
