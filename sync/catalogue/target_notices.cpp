// SPDX-License-Identifier: Apache-2.0
// What a centre has to say: closures and warnings, and the posters that hang while nobody is there.
#include <array>

#include "sync/catalogue/target_elements.h"

namespace onestop::catalogue {

Closure readClosure(const TargetNode& node) {
    static constexpr std::array<std::pair<std::string_view, ClosureSeverity>, 3> kSeverities{
        {{"info", ClosureSeverity::Info},
         {"warning", ClosureSeverity::Warning},
         {"emergency", ClosureSeverity::Emergency}}};
    Closure closure;
    closure.closure_id = node.at("id").id();
    closure.site = node.at("site").text();
    if (closure.site != "*" && !isId(closure.site)) node.at("site").misfit("the id of a site, or *");
    closure.reason = node.at("reason").localized();
    closure.shelter = node.localizedIn("shelter");
    closure.severity = node.at("severity").choice(kSeverities);
    closure.closes = node.truthIn("closes");
    if (node.has("cert_machine")) {
        closure.cert_machine = node.at("cert_machine").id();
        if (closure.closes) node.at("closes").misfit("false, for a machine closes no house");
        if (closure.site == "*") node.at("site").misfit("the site of the machine");
    }
    closure.from = node.at("from").time();
    if (node.has("until")) closure.until = node.at("until").time();
    return closure;
}

Poster readPoster(const TargetNode& node) {
    static constexpr std::array<std::pair<std::string_view, PosterColour>, 3> kColours{
        {{"red", PosterColour::Red}, {"sea", PosterColour::Sea}, {"gold", PosterColour::Gold}}};
    Poster poster;
    poster.poster_id = node.at("id").id();
    poster.title = node.at("title").localized();
    poster.text = node.localizedIn("text");
    poster.colour = node.at("colour").choice(kColours);
    poster.from = node.at("from").time();
    poster.until = node.at("until").time();
    if (poster.until <= poster.from) node.at("until").misfit("a moment after from");
    return poster;
}

} // namespace onestop::catalogue
