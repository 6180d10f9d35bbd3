// SPDX-License-Identifier: Apache-2.0
// For kiosks, and for the hubs of sites below: events and sealed records up, leases, queue state and answers down. The
// client certificate says who speaks.
#include "sync/hub/doors.h"

#include <nlohmann/json.hpp>
#include <spdlog/spdlog.h>

#include "sync/events/event.h"
#include "sync/hub/enrolment.h"
#include "sync/hub/ingest.h"
#include "sync/hub/ingest_writer.h"
#include "sync/hub/leases.h"
#include "sync/hub/node_name.h"
#include "sync/hub/places.h"
#include "sync/hub/publishing.h"
#include "sync/hub/rows.h"
#include "sync/hub/sealed.h"
#include "sync/hub/upstream_rows.h"

namespace onestop::hub {

using transport::ServerRequest;
using transport::ServerResponse;

namespace {

ServerResponse refuse(const IngestFailure& failure, std::string_view peer) {
    spdlog::warn("events of {} refused: {}: {}", peer, problemOf(failure.fault), failure.context);
    return problem(statusOf(failure.fault), problemOf(failure.fault), "This batch was not taken", failure.context);
}

ServerResponse answerTo(Hub& hub, std::string_view peer, const tl::expected<Accepted, IngestFailure>& accepted) {
    if (!accepted) return refuse(accepted.error(), peer);
    if (accepted->gap) spdlog::warn("{} sent events beyond a gap; held up to {}", peer, accepted->sequence);
    if (accepted->stored > 0) hub.publishSoon();
    return jsonAnswer(nlohmann::ordered_json{{"source", accepted->source}, {"sequence", accepted->sequence}}.dump());
}

ServerResponse takeEvents(Hub& hub, const ServerRequest& request) {
    auto incoming = std::make_unique<IncomingBatch>();
    const auto encoding = request.header("Content-Encoding");
    if (encoding == "zstd") {
        auto bytes = unpackZstd(request.body, kMaxBatchBytes);
        if (!bytes) return refuse(bytes.error(), request.peer);
        incoming->text = std::move(*bytes);
    } else if (!encoding.empty() && encoding != "identity") {
        return problem(415, "unknown-encoding", "Content-Encoding: expected zstd or none");
    } else {
        incoming->text = request.body;
    }
    incoming->peer = request.peer;
    incoming->received_at = hub.clock.now();
    auto batch = verifyBatch(
        hub.site, request.peer, incoming->text,
        {std::string(request.header("Onestop-Chain-Before")), std::string(request.header("Onestop-Chain-After")),
         std::string(request.header("Onestop-Sent-At")), std::string(request.header("Onestop-Waiting"))});
    if (!batch) return refuse(batch.error(), request.peer);
    incoming->batch = std::move(*batch);
    if (hub.writer == nullptr) return answerTo(hub, request.peer, storeNow(hub.database, hub.site, *incoming));
    ServerResponse response;
    response.later = std::make_shared<transport::LaterAnswer>();
    hub.writer->store(std::move(incoming), [&hub, peer = request.peer, later = response.later](StoredBatch stored) {
        later->give([&hub, peer, stored = std::move(stored)] { return answerTo(hub, peer, stored.orThrow()); });
    });
    return response;
}

ServerResponse giveLeases(Hub& hub, const ServerRequest& request) {
    const auto parsed = parseLeaseRequest(request.body);
    if (!parsed)
        return problem(400, "not-a-lease-request", "This is not a request for numbers", parsed.error().context);
    const auto answer =
        lease(hub.database, request.peer, std::string(request.header("Idempotency-Key")), *parsed, hub.clock.now());
    if (!answer) return problem(409, "wrong-day", "Numbers are leased for today and tomorrow", answer.error().context);
    return jsonAnswer(*answer);
}

ServerResponse givePlaces(Hub& hub, const ServerRequest& request) {
    const auto parsed = parsePlacesRequest(request.body);
    if (!parsed) return problem(400, "not-a-lease-request", "This is not a request for places", parsed.error());
    const auto source = events::SourceName::parse(parsed->source);
    if (!source || source->node + "." + source->site != request.peer)
        return problem(403, "another-source", "Places are lent to the kiosk's own log");
    return jsonAnswer(leasePlaces(hub.database, hub.floor.plan(), *parsed, hub.clock.now()));
}

ServerResponse refuse(const OfferFailure& failure, const ServerRequest& request) {
    spdlog::warn("offer of {} refused: {}: {}", request.peer, problemOf(failure.fault), failure.context);
    return problem(statusOf(failure.fault), problemOf(failure.fault), "This was not published", failure.context);
}

/// Signed lists; what counts are their signatures, the certificate only keeps strangers from asking.
ServerResponse publish(Hub& hub, const ServerRequest& request) {
    const auto offer = parseOffer(request.body);
    const auto taken = offer.and_then(
        [&](const Offer& read) { return takeOffer(hub.repository, *hub.publishing, read, hub.clock.now()); });
    if (!taken) return refuse(taken.error(), request);
    nlohmann::ordered_json said{{"role", offer->role}, {"version", taken->version}};
    if (taken->missing.empty()) {
        spdlog::info("published {} version {}", offer->role, taken->version); // watch() sees the new timestamp
        return jsonAnswer(said.dump());
    }
    for (const auto& file : taken->missing)
        said["missing"].push_back({{"path", file.path}, {"sha256", file.sha256}, {"held", file.held}});
    auto response = jsonAnswer(said.dump());
    response.status = 202;
    return response;
}

constexpr std::string_view kPiecesPath = "/v1/publish/";

ServerResponse takePieceOf(Hub& hub, const ServerRequest& request) {
    const auto held = takePiece(hub.repository, std::string_view(request.path).substr(kPiecesPath.size()),
                                request.header("Content-Range"), request.body);
    if (!held) return refuse(held.error(), request);
    return jsonAnswer(nlohmann::ordered_json{{"held", *held}}.dump());
}

ServerResponse publishing(Hub& hub, const ServerRequest& request) {
    const bool is_piece = request.path.starts_with(kPiecesPath);
    if (request.method != (is_piece ? "PUT" : "POST"))
        return problem(405, "method", is_piece ? "expected PUT" : "expected POST");
    if (!request.peer.starts_with("publisher."))
        return problem(403, "not-a-publisher", "Publishing wants a publisher's certificate");
    if (!hub.publishing)
        return problem(409, "published-above", "This hub signs nothing: the month goes to the hub above",
                       "send it to " + hub.published_above);
    return is_piece ? takePieceOf(hub, request) : publish(hub, request);
}

constexpr std::string_view kSealedPath = "/v1/sealed/";
constexpr std::string_view kAnswersPath = "/v1/answers/";

ServerResponse takeSealedRecord(Hub& hub, const ServerRequest& request) {
    const auto taken = takeSealed(hub.database, nodeName(request.peer, hub.site),
                                  {.record_id = std::string_view(request.path).substr(kSealedPath.size()),
                                   .purpose = request.header("Onestop-Purpose"),
                                   .consent_version = request.header("Onestop-Consent-Version"),
                                   .sealed_at = request.header("Onestop-Sealed-At"),
                                   .cms = crypto::bytesOf(request.body)},
                                  hub.clock.now());
    if (!taken) {
        spdlog::warn("a sealed record of {} refused: {}", request.peer, problemOf(taken.error()));
        return problem(statusOf(taken.error()), problemOf(taken.error()), "This record was not taken");
    }
    ServerResponse response = jsonAnswer("{}");
    if (*taken) response.status = 201;
    return response;
}

ServerResponse giveAnswer(Hub& hub, const ServerRequest& request) {
    const auto record_id = std::string_view(request.path).substr(kAnswersPath.size());
    const auto answer = answerOf(hub.database, record_id);
    if (!answer) return problem(404, "unknown-record", "No such record is held here");
    askUpstreamNow(hub.database, record_id); // also for one that was answered: the desk may have said more since
    ServerResponse response;
    response.status = answer->bytes ? 200 : 204;
    response.headers = {{"Cache-Control", "no-store"}};
    if (answer->bytes) {
        response.headers.push_back({"Content-Type", "application/octet-stream"});
        response.body = std::string(crypto::textOf(*answer->bytes));
    }
    return response;
}

} // namespace

ServerResponse devicesDoor(Hub& hub, const ServerRequest& request) {
    if (isRevoked(hub.database, hub.site, request))
        return problem(403, problemOf(EnrolmentFault::Revoked), "This machine was shut out",
                       sentence(EnrolmentFault::Revoked));
    const auto expect = [&](std::string_view method) { return request.method == method; };
    if (request.path == "/v1/events") {
        return expect("POST") ? takeEvents(hub, request) : problem(405, "method", "expected POST");
    }
    if (request.path == "/v1/leases") {
        return expect("POST") ? giveLeases(hub, request) : problem(405, "method", "expected POST");
    }
    if (request.path == "/v1/places") {
        return expect("POST") ? givePlaces(hub, request) : problem(405, "method", "expected POST");
    }
    if (request.path == "/v1/state") {
        if (!expect("GET")) return problem(405, "method", "expected GET");
        ServerResponse response;
        response.feed = hub.device_feed;
        const auto node = nodeName(request.peer, hub.site);
        ++hub.present[node];
        response.held = std::shared_ptr<void>(nullptr, [&hub, node](void*) {
            if (--hub.present[node] == 0) hub.present.erase(node);
        });
        return response;
    }
    if (request.path.starts_with(kSealedPath)) {
        return expect("PUT") ? takeSealedRecord(hub, request) : problem(405, "method", "expected PUT");
    }
    if (request.path.starts_with(kAnswersPath)) {
        return expect("GET") ? giveAnswer(hub, request) : problem(405, "method", "expected GET");
    }
    const bool publishes = hub.publishing || !hub.published_above.empty();
    if (publishes && (request.path == "/v1/publish" || request.path.starts_with(kPiecesPath)))
        return publishing(hub, request);
    return problem(404, "not-found", "This door has no such path");
}

} // namespace onestop::hub
