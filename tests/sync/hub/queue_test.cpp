// SPDX-License-Identifier: Apache-2.0
// What a resident may rely on: nobody is skipped, nobody is called twice, priority is a ratio and not a jump, and
// whoever missed her call gets a second chance behind three others.
#include "sync/hub/queue.h"

#include <algorithm>
#include <random>
#include <set>

#include "tests/support/catch.h"

using namespace onestop;
using namespace onestop::hub;
using namespace std::chrono_literals;

namespace {

const events::WallTime kMorning{std::chrono::sys_days{std::chrono::year{2026} / 11 / 24}};

Waiting person(int minute, bool priority = false) {
    return {"t" + std::to_string(1000 + minute), priority, kMorning + std::chrono::minutes(minute), 0, std::nullopt};
}

Waiting returned(int minute, int behind) {
    auto one = person(minute);
    one.behind = behind;
    one.requeued_at = kMorning + 8h;
    return one;
}

std::vector<std::string> order(const std::vector<Waiting>& waiting, int since = kNoPriorityYet) {
    std::vector<std::string> ids;
    for (const auto index : callOrder(waiting, since, {}))
        ids.push_back(waiting[index].ticket_id);
    return ids;
}

constexpr std::array kVerbs{Verb::Call, Verb::Recall, Verb::Serve, Verb::Done, Verb::Pass, Verb::Requeue, Verb::GiveUp};

} // namespace

TEST_CASE("those who came first are called first, whatever their numbers say", "[queue]") {
    // A ticket of a kiosk that was off line arrives last at the hub and keeps its place by its time.
    CHECK(order({person(30), person(10), person(20)}) == std::vector<std::string>{"t1010", "t1020", "t1030"});
}

TEST_CASE("one of the priority classes is followed by two others", "[queue]") {
    const std::vector<Waiting> waiting{person(1),        person(2),        person(3),       person(4),
                                       person(10, true), person(11, true), person(12, true)};

    CHECK(order(waiting) == std::vector<std::string>{"t1010", "t1001", "t1002", "t1011", "t1003", "t1004", "t1012"});
    CHECK(order(waiting, 0) == std::vector<std::string>{"t1001", "t1002", "t1010", "t1003", "t1004", "t1011", "t1012"});
}

TEST_CASE("a passed number that comes back waits behind three, and never longer than the line", "[queue]") {
    CHECK(order({person(1), person(2), person(3), person(4), returned(0, 3)}) ==
          std::vector<std::string>{"t1001", "t1002", "t1003", "t1000", "t1004"});
    CHECK(order({person(1), returned(0, 3)}) == std::vector<std::string>{"t1001", "t1000"});
    CHECK(order({person(1), returned(0, 0)}) == std::vector<std::string>{"t1000", "t1001"});
}

TEST_CASE("in any lobby everybody is called exactly once and each class keeps its order", "[queue][property]") {
    std::mt19937 chance(20261124);
    for (int round = 0; round < 400; ++round) {
        std::vector<Waiting> waiting;
        const int people = static_cast<int>(chance() % 30);
        for (int i = 0; i < people; ++i) {
            auto one = chance() % 6 == 0 ? returned(i, static_cast<int>(chance() % 4)) : person(i, chance() % 4 == 0);
            waiting.push_back(std::move(one));
        }
        std::shuffle(waiting.begin(), waiting.end(), chance);
        const int since = static_cast<int>(chance() % 4);

        const auto called = callOrder(waiting, since, {});

        CHECK(std::set<std::size_t>(called.begin(), called.end()).size() == waiting.size());
        std::optional<WallTime> last_normal, last_priority;
        int normals = since;
        for (std::size_t at = 0; at < called.size(); ++at) {
            const auto& one = waiting[called[at]];
            if (one.requeued_at) {
                const bool others_left = std::any_of(called.begin() + static_cast<std::ptrdiff_t>(at) + 1, called.end(),
                                                     [&](auto i) { return !waiting[i].requeued_at; });
                CHECK((!others_left || static_cast<int>(at) >= one.behind));
                continue;
            }
            auto& last = one.priority ? last_priority : last_normal;
            CHECK((!last || *last <= one.issued_at));
            last = one.issued_at;
            const bool normal_left =
                std::any_of(called.begin() + static_cast<std::ptrdiff_t>(at) + 1, called.end(),
                            [&](auto i) { return !waiting[i].priority && !waiting[i].requeued_at; });
            if (one.priority) CHECK((normals >= 2 || !normal_left));
            normals = one.priority ? 0 : normals + 1;
        }
    }
}

TEST_CASE("a visit goes waiting, called, serving, done", "[queue]") {
    TicketLife life;
    for (const auto& [verb, state] : {std::pair{Verb::Call, TicketState::Called},
                                      {Verb::Recall, TicketState::Called},
                                      {Verb::Serve, TicketState::Serving},
                                      {Verb::Done, TicketState::Done}}) {
        const auto next = after(life, verb, 2, {});
        REQUIRE(next);
        CHECK(next->state == state);
        CHECK(next->counter == 2);
        life = *next;
    }
    CHECK(after(life, Verb::Call, 2, {}).error() == QueueRefusal::Ended);
}

TEST_CASE("two missed calls make a number void", "[queue]") {
    TicketLife life;
    life = *after(life, Verb::Call, 1, {});
    life = *after(life, Verb::Pass, 1, {});
    life = *after(life, Verb::Requeue, 1, {});
    CHECK(life.behind == 3);
    life = *after(life, Verb::Call, 1, {});
    life = *after(life, Verb::Pass, 1, {});

    CHECK(after(life, Verb::Requeue, 1, {}).error() == QueueRefusal::Void);
}

TEST_CASE("a number is announced at most three times", "[queue]") {
    TicketLife life = *after({}, Verb::Call, 1, {});
    life = *after(life, Verb::Recall, 1, {});
    life = *after(life, Verb::Recall, 1, {});

    CHECK(after(life, Verb::Recall, 1, {}).error() == QueueRefusal::CalledOften);
}

TEST_CASE("no sequence of verbs breaks a ticket", "[queue][property]") {
    std::mt19937 chance(7);
    const QueueRules rules;
    for (int round = 0; round < 2000; ++round) {
        TicketLife life;
        for (int step = 0; step < 25; ++step) {
            const auto verb = kVerbs.at(chance() % kVerbs.size());
            const int counter = 1 + static_cast<int>(chance() % 2);
            const auto next = after(life, verb, counter, rules);
            if (!next) continue;
            const bool at_counter = next->state == TicketState::Called || next->state == TicketState::Serving;
            CHECK((!at_counter || next->counter.has_value()));
            CHECK((next->state != TicketState::Waiting || !next->counter.has_value()));
            CHECK(next->calls <= rules.max_calls);
            CHECK(next->passes <= rules.max_passes);
            CHECK(next->passes >= life.passes);
            CHECK(life.state != TicketState::Done);
            CHECK(life.state != TicketState::GivenUp);
            // Whoever is at a counter is moved on by that counter only; only the resident may leave.
            if (life.counter && verb != Verb::GiveUp) CHECK(*life.counter == counter);
            CHECK((verb != Verb::Done || life.state == TicketState::Serving));
            life = *next;
        }
    }
}

TEST_CASE("every refusal has a name for machines and a sentence for clerks", "[queue]") {
    std::set<std::string_view> names;
    for (int i = 0; i <= static_cast<int>(QueueRefusal::NoCounterChosen); ++i) {
        const auto refusal = static_cast<QueueRefusal>(i);
        CHECK_FALSE(sentence(refusal).empty());
        names.insert(name(refusal));
    }
    CHECK(names.size() == static_cast<std::size_t>(QueueRefusal::NoCounterChosen) + 1);
}
