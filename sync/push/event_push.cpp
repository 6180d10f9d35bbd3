// SPDX-License-Identifier: Apache-2.0
#include "sync/push/event_push.h"

#include <utility>

#include <spdlog/spdlog.h>

#include "sync/push/answered.h"

namespace onestop::push {

static constexpr unsigned kPayloadTooLarge = 413;

void EventPush::holdOff(std::optional<std::chrono::seconds> retry_after) {
    refusals_.failed(clock_.now(), chance(), retry_after);
}

store::Result<std::optional<Batch>> EventPush::nextOf(Outbox& outbox, std::optional<Batch>& ahead) const {
    if (ahead) return std::exchange(ahead, std::nullopt);
    return outbox.next(batch_size_.now());
}

transport::Task<Pushed> EventPush::step(transport::HttpClient& upstream, Outbox& outbox, std::optional<Batch>& ahead) {
    Pushed pushed;
    auto next = nextOf(outbox, ahead);
    if (!next) {
        spdlog::error("{}", next.error().context);
        pushed.step = PushStep::Unreadable;
        co_return pushed;
    }
    if (!*next) co_return pushed;
    Batch& batch = **next;
    transport::HttpRequest request;
    request.method = "POST";
    request.target = base_.resolve("v1/events");
    request.headers.push_back({"Content-Type", "application/cloudevents-batch+json"});
    request.headers.push_back({"Content-Encoding", "zstd"});
    request.headers.push_back({"Onestop-Chain-Before", batch.chain_before});
    request.headers.push_back({"Onestop-Chain-After", batch.chain_after});
    request.body = std::move(batch.body);
    request.sent = [&] {
        if (auto behind = outbox.behind(batch, batch_size_.now())) ahead = std::move(*behind);
    };
    auto answer = co_await upstream.request(std::move(request));
    if (answer) {
        const auto held = takeAnswer(outbox, batch, answer->body);
        if (held != batch.last) ahead.reset();
        pushed.step = held ? PushStep::Taken : PushStep::NotTaken;
        if (!held) holdOff();
        co_return pushed;
    }
    ahead.reset();
    auto& failure = answer.error();
    if (failure.status == kPayloadTooLarge && batch.first < batch.last) {
        batch_size_.tooLarge();
        pushed.step = PushStep::TooLarge;
    } else if (hubAnswered(failure)) {
        spdlog::error("events {}-{} of {} not taken: {}", batch.first, batch.last, batch.source, failure.context);
        holdOff(failure.retry_after);
        pushed.step = PushStep::NotTaken;
    } else {
        pushed.step = PushStep::LinkFailed;
        pushed.failure = std::move(failure);
    }
    co_return pushed;
}

/// Where the outbox now stands; nothing when it did not move. A lower number than before: the hub was restored, and
/// gets again what it lost.
std::optional<std::uint64_t> EventPush::takeAnswer(Outbox& outbox, const Batch& batch, const std::string& body) {
    const auto held = parseAcknowledgement(body, batch.source);
    if (!held) {
        spdlog::error("{}", held.error());
        return std::nullopt;
    }
    if (!isPossible(batch, *held)) {
        spdlog::error("the hub holds {} up to {} after events {}-{}", batch.source, *held, batch.first, batch.last);
        return std::nullopt;
    }
    if (const auto written = outbox.acknowledge(batch, *held); !written) {
        spdlog::error("{}", written.error().context);
        return std::nullopt;
    }
    refusals_.succeeded();
    batch_size_.taken();
    return *held;
}

} // namespace onestop::push
