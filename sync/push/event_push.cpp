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

store::Result<std::optional<Batch>> EventPush::nextOf(Outbox& outbox, Ahead& ahead) const {
    if (ahead.batch) return std::exchange(ahead.batch, std::nullopt);
    return outbox.next(batch_size_.now());
}

bool EventPush::acknowledge(Outbox& outbox, const Batch& batch, std::uint64_t held) {
    const auto written = outbox.acknowledge(batch, held);
    if (!written) spdlog::error("{}", written.error().context);
    return written.has_value();
}

/// What was left to be acknowledged; true when nothing is left.
bool EventPush::writeBehind(Outbox& outbox, Ahead& ahead) {
    const auto batch = std::exchange(ahead.unwritten, std::nullopt);
    return !batch || acknowledge(outbox, *batch, batch->last);
}

transport::Task<Pushed> EventPush::step(transport::HttpClient& upstream, Outbox& outbox, Ahead& ahead) {
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
    request.headers.push_back({"Onestop-Sent-At", events::toRfc3339(clock_.now())});
    request.headers.push_back({"Onestop-Waiting", std::to_string(batch.newest - batch.last)});
    request.body = std::move(batch.body);
    bool kept = true;
    request.sent = [&] {
        kept = writeBehind(outbox, ahead) && kept;
        if (auto behind = outbox.behind(batch, batch_size_.now())) ahead.batch = std::move(*behind);
    };
    auto answer = co_await upstream.request(std::move(request));
    kept = writeBehind(outbox, ahead) && kept; // when it never went out
    if (answer) {
        const bool taken = kept && takeAnswer(outbox, std::move(batch), answer->body, ahead);
        pushed.step = taken ? PushStep::Taken : PushStep::NotTaken;
        if (!taken) {
            ahead = {};
            holdOff();
        }
        co_return pushed;
    }
    ahead = {};
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

/// True when the outbox moved, or will while the next batch is on its way. A lower number than before: the hub was
/// restored, and gets again what it lost.
bool EventPush::takeAnswer(Outbox& outbox, Batch batch, const std::string& body, Ahead& ahead) {
    const auto held = parseAcknowledgement(body, batch.source);
    if (!held) {
        spdlog::error("{}", held.error());
        return false;
    }
    if (!isPossible(batch, *held)) {
        spdlog::error("the hub holds {} up to {} after events {}-{}", batch.source, *held, batch.first, batch.last);
        return false;
    }
    if (*held != batch.last) ahead.batch.reset();
    if (ahead.batch)
        ahead.unwritten = std::move(batch);
    else if (!acknowledge(outbox, batch, *held))
        return false;
    refusals_.succeeded();
    batch_size_.taken();
    return true;
}

} // namespace onestop::push
