// SPDX-License-Identifier: Apache-2.0
// The district's hub goes, and ten thousand kiosks lose it in the same moment: how they come back, on a clock of its
// own.
#include <algorithm>
#include <cstddef>
#include <functional>
#include <numeric>
#include <queue>
#include <random>
#include <vector>

#include "sync/push/backoff.h"
#include "sync/transport/door.h"
#include "tests/support/catch.h"

using namespace onestop;
using namespace std::chrono_literals;

namespace {

constexpr std::size_t kKiosks = 10'000;
const events::WallTime kLost{std::chrono::sys_days{std::chrono::year{2026} / 11 / 23}};

/// What a hub with so many listeners says in its stream.
std::chrono::milliseconds reconnectionTimeOf(std::size_t listeners) {
    transport::EventFeed feed;
    std::vector<std::shared_ptr<transport::EventFeed::Listener>> all(listeners);
    std::generate(all.begin(), all.end(), [&feed] { return feed.listen(); });
    return feed.reconnectionTime();
}

struct Knocks {
    std::vector<std::size_t> per_second;
    std::chrono::milliseconds last_back{0}; ///< after the hub was there again

    double peakOverMean() const {
        const auto all = std::accumulate(per_second.begin(), per_second.end(), std::size_t{0});
        const auto peak = *std::max_element(per_second.begin(), per_second.end());
        return static_cast<double>(peak) * static_cast<double>(per_second.size()) / static_cast<double>(all);
    }
};

/// Each refused at once, which is the worst for those who knock: nothing holds them up.
Knocks outage(std::size_t kiosks, std::chrono::milliseconds length, unsigned seed) {
    std::mt19937 engine(seed);
    std::uniform_real_distribution<double> chance(0, 1);
    struct Try {
        events::WallTime at;
        std::size_t kiosk;
        bool operator>(const Try& other) const { return at > other.at; }
    };
    std::priority_queue<Try, std::vector<Try>, std::greater<>> waiting;
    std::vector<push::Breaker> breakers(kiosks, push::Breaker({}));
    const auto fails = [&](std::size_t kiosk, events::WallTime now) {
        breakers[kiosk].failed(now, chance(engine));
        waiting.push({*breakers[kiosk].retryAt(), kiosk});
    };
    const auto apart = reconnectionTimeOf(kiosks);
    for (std::size_t kiosk = 0; kiosk < kiosks; ++kiosk) {
        breakers[kiosk].spread(apart);
        fails(kiosk, kLost);
    }
    Knocks knocks;
    while (!waiting.empty()) {
        const auto now = waiting.top();
        waiting.pop();
        const auto second = static_cast<std::size_t>((now.at - kLost) / 1s);
        knocks.per_second.resize(std::max(knocks.per_second.size(), second + 1));
        ++knocks.per_second[second];
        if (now.at < kLost + length)
            fails(now.kiosk, now.at);
        else
            knocks.last_back = std::chrono::duration_cast<std::chrono::milliseconds>(now.at - kLost - length);
    }
    return knocks;
}

} // namespace

TEST_CASE("ten thousand kiosks that lost their hub together never knock at over three times the mean rate",
          "[backoff][outage][property]") {
    for (unsigned seed = 1; seed <= 3; ++seed) {
        for (const auto length :
             {std::chrono::milliseconds(3s), std::chrono::milliseconds(1min), std::chrono::milliseconds(30min)}) {
            const auto knocks = outage(kKiosks, length, seed);
            INFO("outage of " << length.count() << " ms, seed " << seed);
            CHECK(knocks.peakOverMean() <= 3);
            CHECK(knocks.last_back <= 22s);
        }
    }
}

TEST_CASE("a lobby's six are back within a second of a short restart", "[backoff][outage]") {
    for (unsigned seed = 1; seed <= 100; ++seed)
        CHECK(outage(6, 0ms, seed).last_back <= 1006ms);
}
