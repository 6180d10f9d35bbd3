// SPDX-License-Identifier: Apache-2.0
// EST (RFC 7030) for kiosks: the authority's certificate, a certificate by code, a certificate by the former one.
#include "sync/hub/doors.h"

#include <spdlog/spdlog.h>

#include "sync/events/event_types.h"
#include "sync/hub/enrolment.h"
#include "sync/hub/rows.h"

namespace onestop::hub {

using transport::ServerRequest;
using transport::ServerResponse;

namespace {

ServerResponse bundle(const std::vector<crypto::Certificate>& certificates) {
    ServerResponse response;
    response.headers = {{"Content-Type", std::string(transport::kEstBundleType)},
                        {"Content-Transfer-Encoding", "base64"},
                        {"Cache-Control", "no-store"}};
    response.body = transport::toEstBody(crypto::bundleCertificates(certificates));
    return response;
}

void note(Hub& hub, std::string_view action, std::string_view node) {
    auto transaction = orThrow(store::Transaction::begin(hub.database));
    events::AdminAction data;
    data.action = action;
    data.staff = "hub";
    data.subject = node;
    hub.log.append(data);
    orThrow(transaction.commit());
}

ServerResponse answer(Hub& hub, const Issued& issued, std::string_view name, std::string_view action) {
    if (issued) {
        spdlog::info("{} for {}, until {}", action, name, events::toRfc3339(issued->notAfter()));
        note(hub, action, issued->commonName());
        return bundle({*issued});
    }
    const auto fault = issued.error();
    spdlog::warn("no certificate: {}", problemOf(fault));
    auto refusal = problem(statusOf(fault), problemOf(fault), "No certificate was issued", sentence(fault));
    if (fault == EnrolmentFault::WrongCode)
        refusal.headers.push_back({"WWW-Authenticate", "Basic realm=\"enrolment\""});
    return refusal;
}

ServerResponse byCode(Hub& hub, const ServerRequest& request) {
    const auto now = hub.clock.now();
    const auto credentials = transport::parseBasicAuthorization(request.header("Authorization"));
    if (!credentials) return answer(hub, tl::unexpected(EnrolmentFault::WrongCode), "", "");
    const auto& name = credentials->first;
    if (const auto wait = hub.enrolment_brake.wait(name, request.remote, now); wait.count() > 0) {
        auto refusal = problem(429, "too-many-tries", "Too many codes were tried", "wait a few minutes");
        refusal.headers.push_back({"Retry-After", std::to_string(wait.count())});
        return refusal;
    }
    const auto issued = enrol(hub.database, *hub.device_authority, hub.site, *credentials, request.body, now);
    if (issued) {
        hub.enrolment_brake.succeeded(name);
    } else if (issued.error() == EnrolmentFault::WrongCode) {
        hub.enrolment_brake.failed(name, request.remote, now);
    }
    return answer(hub, issued, name, "certificate.issued");
}

} // namespace

ServerResponse enrolmentDoor(Hub& hub, const ServerRequest& request) {
    const bool get = request.method == "GET", post = request.method == "POST";
    if (request.path == transport::kEstAuthorities)
        return get ? bundle({hub.device_authority->certificate()}) : problem(405, "method", "expected GET");
    if (request.path == transport::kEstEnrol)
        return post ? byCode(hub, request) : problem(405, "method", "expected POST");
    if (request.path == transport::kEstRenew) {
        if (!post) return problem(405, "method", "expected POST");
        return answer(hub, renew(hub.database, *hub.device_authority, hub.site, request, hub.clock.now()), request.peer,
                      "certificate.renewed");
    }
    return problem(404, "not-found", "This door has no such path");
}

} // namespace onestop::hub
