// SPDX-License-Identifier: Apache-2.0
// The district's houses as staff name them: by their name in any language, or by their id. Pure.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "sync/catalogue/catalogue.h"

namespace onestop::publish {

class SiteNames {
public:
    explicit SiteNames(std::vector<catalogue::Site> sites) : sites_(std::move(sites)) {}
    /// Of the text of sites.json; without it no house is known.
    static SiteNames of(const std::optional<std::string>& sites_json);

    std::optional<std::string> idOf(std::string_view name_or_id) const;

    /// What to write instead: `a house of sites.json by its name or id`, and for a name that is not there
    /// ` (perhaps 葵涌社区党群服务中心)`; empty when none is like it.
    static std::string expected() { return "a house of sites.json by its name or id"; }
    std::string advice(std::string_view unknown) const;

private:
    std::vector<catalogue::Site> sites_;
};

/// A place of a guide or of a month's list in a house that is not known, once for each such house, by its first line.
std::vector<catalogue::CatalogueFailure> unknownPlaces(std::string_view path, std::string_view json,
                                                       const SiteNames& sites);

} // namespace onestop::publish
