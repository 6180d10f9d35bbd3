// SPDX-License-Identifier: Apache-2.0
#include "tests/qml/shell/variants.h"

#include <tuple>
#include <utility>

namespace onestop::tests {

using catalogue::Language;

namespace {

constexpr QSize kPortrait{1080, 1920};
constexpr QSize kLandscape{1920, 1080};
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
    };
}

std::vector<Variant> everyVariant() {
    std::vector<Variant> all;
    for (const QSize size : {kPortrait, kLandscape}) {
        for (const auto& [language, name] : kLanguages) {
            for (const bool care : {false, true}) {
                for (const bool low : {false, true}) {
                    const std::string folder = size == kPortrait ? "answers/portrait/" : "answers/landscape/";
                    all.push_back({folder + name + (care ? "-care" : "") + (low ? "-low" : ""), size, language, care,
                                   false, low, true});
                }
            }
        }
    }
    return all;
}

std::vector<Variant> everyLook() {
    std::vector<Variant> all;
    for (const QSize size : {kPortrait, kLandscape}) {
        for (const auto& [language, name] : kLanguages) {
            for (const auto& [care, contrast, low] :
                 {std::tuple{false, false, false}, {true, false, false}, {false, true, false}, {false, false, true}}) {
                Variant look{{}, size, language, care, contrast, low, true};
                look.name = "every/" + look.look();
                all.push_back(std::move(look));
            }
        }
    }
    return all;
}

} // namespace onestop::tests
