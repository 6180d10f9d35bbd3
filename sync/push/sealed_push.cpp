// SPDX-License-Identifier: Apache-2.0
#include "sync/push/sealed_push.h"

#include <spdlog/spdlog.h>

namespace onestop::push {

/// Nothing is given up: a hub that does not take a record may be mended.
static constexpr std::chrono::minutes kRefusedAgain{5};

transport::Task<Exchange> SealedPush::send(transport::HttpClient& upstream, SealedOutbox& outbox) {
    Exchange outcome;
    const auto ids = outbox.unsent();
    if (!ids) {
        spdlog::error("{}", ids.error().context);
        co_return outcome;
    }
    for (const auto& id : *ids) {
        if (const auto until = refused_until_.find(id);
            until != refused_until_.end() && clock_.monotonic() < until->second)
            continue;
        auto record = outbox.read(id);
        if (!record) spdlog::error("{}", record.error().context);
        if (!record || !*record) continue;
        transport::HttpRequest request;
        request.method = "PUT";
        request.target = base_.resolve("v1/sealed/" + id);
        request.headers.push_back({"Content-Type", "application/cms"});
        request.headers.push_back({"Onestop-Purpose", (*record)->purpose});
        request.headers.push_back({"Onestop-Consent-Version", (*record)->consent_version});
        request.headers.push_back({"Onestop-Sealed-At", (*record)->sealed_at});
        request.body = std::move((*record)->cms);
        auto answer = co_await upstream.request(std::move(request));
        if (!answer && !hubAnswered(answer.error())) {
            outcome.failed = std::move(answer.error());
            co_return outcome;
        }
        outcome.spoke = true;
        if (!answer) {
            spdlog::error("a sealed record is kept, for it was not taken: {}", answer.error().context);
            refused_until_[id] = clock_.monotonic() + kRefusedAgain;
            continue;
        }
        refused_until_.erase(id);
        if (const auto written = outbox.handedIn(id); !written) spdlog::error("{}", written.error().context);
    }
    co_return outcome;
}

} // namespace onestop::push
