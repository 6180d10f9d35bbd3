// SPDX-License-Identifier: Apache-2.0
// A text in the three languages of the screen.
#pragma once

#include <string>

namespace onestop::catalogue {

enum class Language { ZhHans, ZhHant, En };

struct LocalizedText {
    std::string zh_hans; ///< always there
    std::string zh_hant;
    std::string en;

    /// The text in that language; where it is missing, the simplified Chinese one.
    const std::string& in(Language language) const {
        const std::string& wanted = language == Language::En ? en : language == Language::ZhHant ? zh_hant : zh_hans;
        return wanted.empty() ? zh_hans : wanted;
    }
    bool empty() const { return zh_hans.empty(); }
    bool operator==(const LocalizedText&) const = default;
};

} // namespace onestop::catalogue
