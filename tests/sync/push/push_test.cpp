// SPDX-License-Identifier: Apache-2.0
// Promises of the push: nodes that lost the same hub do not come back together; an answer moves the outbox only as far
// as the upstream really holds; whatever is lost, repeated or restored on the way, in the end the upstream holds each
// event once and in order.
#include <algorithm>
#include <array>
#include <optional>
#include <random>
#include <string>
#include <vector>

#include "sync/events/batch.h"
#include "sync/events/chain.h"
#include "sync/push/answered.h"
#include "sync/push/backoff.h"
#include "sync/push/batch.h"
#include "tests/support/catch.h"
#include "tests/support/unpacked.h"

using namespace onestop;
using namespace onestop::push;
using namespace std::chrono_literals;

namespace {

const events::WallTime kNow{std::chrono::sys_days{std::chrono::year{2026} / 11 / 23}};

transport::HttpFailure failure(transport::HttpFailureKind kind, unsigned status = 0) {
    return {kind, "cannot POST https://hub/: why", status, "", {}, ""};
}

/// A log that grows, its acknowledgement, and the batches it gives.
struct Node {
    std::vector<store::StoredEvent> log;
    std::uint64_t acknowledged = 0;

    void append() {
        store::StoredEvent event;
        event.sequence = log.size() + 1;
        event.body = "{\"n\":" + std::to_string(event.sequence) + "}";
        event.hash = events::chainNext(log.empty() ? events::kChainStart : log.back().hash, event.body);
        log.push_back(std::move(event));
    }
    std::optional<Batch> next(std::size_t limit) const {
        if (acknowledged == log.size()) return std::nullopt;
        const auto end = std::min(log.size(), static_cast<std::size_t>(acknowledged) + limit);
        const std::vector<store::StoredEvent> rows(log.begin() + static_cast<std::ptrdiff_t>(acknowledged),
                                                   log.begin() + static_cast<std::ptrdiff_t>(end));
        return makeBatch("s", rows, acknowledged == 0 ? events::kChainStart : log[acknowledged - 1].hash, log.size());
    }
};

/// Holds what follows on what it holds.
struct UpstreamModel {
    std::vector<std::string> held;

    std::uint64_t take(const Batch& batch) {
        const auto text = tests::unpacked(batch.body);
        const auto bodies = events::splitBatch(text);
        REQUIRE(bodies);
        if (batch.first > held.size() + 1) return held.size();
        for (std::size_t i = 0; i < bodies->size(); ++i)
            if (batch.first + i == held.size() + 1) held.emplace_back((*bodies)[i]);
        return held.size();
    }
};

} // namespace

TEST_CASE("the delay is spread over the whole cap, not around it", "[backoff][property]") {
    const BackoffRule rule{1s, 20s};
    std::mt19937 engine(1);
    std::uniform_real_distribution<double> uniform(0, 1);
    std::array<int, 20> per_second{};
    for (int kiosk = 0; kiosk < 10'000; ++kiosk) {
        const auto delay = backoffDelay(rule, 30, uniform(engine));
        REQUIRE(delay >= 0ms);
        REQUIRE(delay <= 20s);
        ++per_second[std::min<std::size_t>(19, static_cast<std::size_t>(delay / 1s))];
    }
    CHECK(*std::max_element(per_second.begin(), per_second.end()) < 3 * 500); // peak over mean
    CHECK(*std::min_element(per_second.begin(), per_second.end()) > 300);
    CHECK(backoffDelay(rule, 1, 1.0) == 1s);
    CHECK(backoffDelay(rule, 3, 1.0) == 4s);
    CHECK(backoffDelay(rule, 1'000'000, 1.0) == 20s);
}

TEST_CASE("the breaker opens with a failure, honours Retry-After and survives a restart and a moved clock",
          "[backoff]") {
    Breaker breaker({1s, 20s});
    CHECK(breaker.mayTry(kNow));
    breaker.failed(kNow, 0.5);
    CHECK_FALSE(breaker.mayTry(kNow));
    CHECK(breaker.mayTry(kNow + 500ms));
    breaker.failed(kNow, 0.5, 60s);
    CHECK_FALSE(breaker.mayTry(kNow + 60s));
    CHECK(breaker.mayTry(kNow + 61s));

    const Breaker again({1s, 20s}, breaker.failures(), breaker.retryAt(), kNow + 55s);
    CHECK(again.failures() == 2);
    CHECK(again.retryAt() == kNow + 61s);
    const Breaker moved({1s, 20s}, 9, kNow + std::chrono::hours{24 * 365}, kNow);
    CHECK(moved.retryAt() == kNow + 20s);
    breaker.succeeded();
    CHECK(breaker.mayTry(kNow));
    CHECK(breaker.failures() == 0);
}

TEST_CASE("an answer for another source, or without a number, acknowledges nothing", "[outbox][hostile]") {
    CHECK(parseAcknowledgement(R"({"source":"s","sequence":7})", "s") == 7);
    for (const char* wrong :
         {"", "[]", R"({"source":"t","sequence":7})", R"({"source":"s","sequence":"7"})",
          R"({"source":"s","sequence":-7})", R"({"source":"s","sequence":1e99})", R"({"source":"s"})"})
        CHECK_FALSE(parseAcknowledgement(wrong, "s"));
}

TEST_CASE("a batch that is too large is halved down to one event and grows again", "[outbox]") {
    BatchSize size;
    for (const std::size_t expected : {250u, 125u, 62u, 31u, 15u, 7u, 3u, 1u, 1u}) {
        size.tooLarge();
        CHECK(size.now() == expected);
    }
    for (int i = 0; i < 12; ++i)
        size.taken();
    CHECK(size.now() == BatchSize::kMost);
}

TEST_CASE("through lost answers, restored upstreams and large batches every event arrives once and in order",
          "[push][property]") {
    for (unsigned seed = 1; seed <= 40; ++seed) {
        std::mt19937 chances(seed);
        const auto one_in = [&chances](unsigned n) { return chances() % n == 0; };
        Node node;
        UpstreamModel upstream;
        BatchSize size;
        const auto push = [&](bool trouble) {
            const auto batch = node.next(size.now());
            if (!batch) return false;
            if (trouble && batch->last > batch->first && one_in(6)) {
                size.tooLarge();
                return true;
            }
            const auto held = upstream.take(*batch);
            if (trouble && one_in(5)) return true; // the answer never came
            REQUIRE(isPossible(*batch, held));
            node.acknowledged = std::min<std::uint64_t>(held, node.log.size());
            size.taken();
            return true;
        };
        for (int step = 0; step < 200; ++step) {
            if (one_in(2)) node.append();
            if (one_in(30)) upstream.held.resize(chances() % (upstream.held.size() + 1)); // from a backup
            push(true);
        }
        node.append();
        while (push(false)) {
        }

        REQUIRE(upstream.held.size() == node.log.size());
        for (std::size_t i = 0; i < node.log.size(); ++i)
            REQUIRE(upstream.held[i] == node.log[i].body);
    }
}

TEST_CASE("an answer that no honest upstream gives moves nothing", "[push][hostile]") {
    Node node;
    for (int i = 0; i < 9; ++i)
        node.append();
    node.acknowledged = 3;
    const auto batch = node.next(4);
    REQUIRE(batch);
    CHECK(batch->first == 4);
    CHECK(batch->last == 7);
    CHECK_FALSE(isPossible(*batch, 3));  // took nothing, and said yes
    CHECK_FALSE(isPossible(*batch, 10)); // more than was ever written
    for (const std::uint64_t held : {0, 2, 4, 7, 9})
        CHECK(isPossible(*batch, held));
}

TEST_CASE("what the upstream says to one request does not hold up the others; what the link says does", "[push]") {
    using transport::HttpFailureKind;
    CHECK(hubAnswered(failure(HttpFailureKind::Refused, 409)));
    CHECK_FALSE(hubAnswered(failure(HttpFailureKind::Refused, 403)));
    CHECK_FALSE(hubAnswered(failure(HttpFailureKind::Refused, 502)));
    CHECK_FALSE(hubAnswered(failure(HttpFailureKind::Timeout)));
}
