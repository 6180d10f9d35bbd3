// SPDX-License-Identifier: Apache-2.0
// For phones and for any kiosk's TUF client: read-only, no cookie, nothing to guess.
#include "sync/hub/doors.h"

#include "sync/hub/pages.h"
#include "sync/hub/static_files.h"

namespace onestop::hub {

using transport::ServerRequest;
using transport::ServerResponse;

namespace {

constexpr std::string_view kRepository = "/repository/";
constexpr std::string_view kTicket = "/t/";
constexpr std::string_view kData = ".json";
constexpr std::size_t kLongestToken = 64;

ServerResponse show(std::string_view file, std::string_view type, unsigned status = 200) {
    ServerResponse response;
    response.status = status;
    response.headers = {{"Content-Type", std::string(type)},
                        {"Content-Security-Policy",
                         "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; "
                         "img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"},
                        {"Referrer-Policy", "no-referrer"},
                        {"X-Robots-Tag", "noindex"},
                        {"Cache-Control", "no-cache"}};
    response.body = pageBytes(file);
    return response;
}

ServerResponse ticket(Hub& hub, std::string_view token) {
    const bool data = token.ends_with(kData);
    if (data) token.remove_suffix(kData.size());
    const auto document =
        token.empty() || token.size() > kLongestToken ? std::nullopt : hub.floor.ticketDocument(token);
    if (!data) return show("ticket.html", "text/html; charset=utf-8", document ? 200 : 404);
    return document ? jsonAnswer(*document) : problem(404, "no-such-ticket", "这张号票今天没有，或已经过期。");
}

} // namespace

ServerResponse publicDoor(Hub& hub, const ServerRequest& request) {
    if (request.method != "GET") return problem(405, "method", "expected GET");
    const std::string_view path = request.path;
    if (path.starts_with(kTicket)) return ticket(hub, path.substr(kTicket.size()));
    if (path.starts_with(kRepository) && !hub.repository.empty()) {
        return serveFile(hub.repository, path.substr(kRepository.size()), request);
    }
    if (path == "/health") return jsonAnswer("{\"site\":\"" + hub.site + "\",\"serving\":true}");
    if (path == "/assets/ticket.js") return show("ticket.js", "text/javascript; charset=utf-8");
    if (path == "/assets/onestop.css") return show("onestop.css", "text/css; charset=utf-8");
    return problem(404, "not-found", "There is no such page");
}

} // namespace onestop::hub
