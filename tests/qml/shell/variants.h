// SPDX-License-Identifier: Apache-2.0
// How a page may look: glass, language, mode.
#pragma once

#include <QSize>

#include <string>
#include <vector>

#include "sync/catalogue/localized.h"

namespace onestop::tests {

struct Variant {
    std::string name;
    QSize size;
    catalogue::Language language = catalogue::Language::ZhHans;
    bool care = false;
    bool high_contrast = false;
    bool low_reach = false;
    bool every = false; ///< one of everyVariant(): a picture is kept only where there is a fault

    bool wide() const { return size.width() > size.height(); }
    /// What it looks like, in words whatever its name is: portrait-hans, landscape-english-care.
    std::string look() const;
};

/// Those in which every page is walked.
std::vector<Variant> variants();

/// Every language, size of letters, reach and orientation, named answers/ORIENTATION/LANGUAGE….
/// High contrast is left out: it moves nothing.
std::vector<Variant> everyVariant();

/// Each mode by itself in every language and orientation, named every/LOOK: too many for every day.
std::vector<Variant> everyLook();

} // namespace onestop::tests
