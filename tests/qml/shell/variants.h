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
    bool every = false; ///< only audited: a picture is kept only where there is a fault
    bool hashed = true; ///< a hash of its pictures is kept

    bool wide() const { return size.width() > size.height(); }
    /// What it looks like, in words whatever its name is: portrait-hans, landscape-english-care.
    std::string look() const;
};

/// Those in which every page is walked.
std::vector<Variant> variants();

/// Every language, size of letters, reach and orientation, named answers/ORIENTATION/LANGUAGE….
/// High contrast moves nothing: it is there once in each orientation, with everything else. On a large glass,
/// answers/large/…, low reach alone.
std::vector<Variant> everyVariant();

/// Each mode by itself in every language and orientation, named every/LOOK: too many for every day.
std::vector<Variant> everyLook();

/// Two modes at once, and all three, named combined/LOOK: as many again.
std::vector<Variant> combinedLooks();

} // namespace onestop::tests
