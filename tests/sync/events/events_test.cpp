// SPDX-License-Identifier: Apache-2.0
// Promises of events: what is written can be read back, byte for byte; nothing undeclared gets in; a changed, lost,
// doubled or reordered event breaks the chain; a batch is cut where its events end, whatever stands inside them.
#include <algorithm>
#include <cstdio>
#include <fstream>
#include <iterator>
#include <random>

#include "sync/events/batch.h"
#include "sync/events/chain.h"
#include "sync/events/event_types.h"
#include "sync/events/uuid7.h"
#include "tests/support/catch.h"

using namespace onestop;
using namespace onestop::events;

namespace {

WallTime at(std::string_view text) {
    const auto time = parseRfc3339(text);
    INFO(text);
    REQUIRE(time);
    return *time;
}

Event sample(std::uint64_t sequence) {
    Event event;
    const std::array<std::uint8_t, 10> chance{1, 2, 3, 4, 5, 6, 7, 8, 9, static_cast<std::uint8_t>(sequence)};
    event.time = at("2026-11-23T02:32:11.042Z");
    event.id = makeUuid7(event.time, chance);
    event.source = SourceName{"dapeng-kuichong", "kiosk-1", "kiosk", event.id}.text();
    event.type = HelpRequested::kType;
    event.sequence = sequence;
    event.monotonic = std::chrono::hours{24 * 60};
    event.data = HelpRequested{"019ab", "home/guide"}.toJson();
    return event;
}

std::string textOf(const std::string& path) {
    std::ifstream file(path);
    return {std::istreambuf_iterator<char>(file), {}};
}

} // namespace

TEST_CASE("a moment is written one way and read in every way RFC 3339 allows", "[events]") {
    CHECK(toRfc3339(at("2026-11-23T10:32:11+08:00")) == "2026-11-23T02:32:11.000Z");
    CHECK(toRfc3339(at("2026-11-23T02:32:11.9876543Z")) == "2026-11-23T02:32:11.987Z");
    CHECK(toRfc3339(at("2024-02-29T23:59:59.5-03:30")) == "2024-03-01T03:29:59.500Z");
    for (const char* wrong :
         {"", "2026-11-23", "2026-11-23T02:32:11", "2026-13-01T00:00:00Z", "2026-02-29T00:00:00Z",
          "2026-11-23T24:00:00Z", "2026-11-23T02:32:60Z", "2026-11-23T02:32:11.Z", "2026-11-23 02:32:11Z",
          "2026-11-23T02:32:11Zx", "1969-12-31T23:59:59Z", "2026-11-23T02:32:11+0800"}) {
        INFO(wrong);
        CHECK_FALSE(parseRfc3339(wrong));
    }
}

TEST_CASE("UUIDv7 are in order of their time and say it", "[events]") {
    const std::array<std::uint8_t, 10> chance{255, 255, 255, 255, 255, 255, 255, 255, 255, 255};
    const std::array<std::uint8_t, 10> none{};
    const auto early = makeUuid7(at("2026-11-23T02:32:11.000Z"), chance);
    const auto late = makeUuid7(at("2026-11-23T02:32:11.001Z"), none);
    CHECK(early < late);
    CHECK(isUuid7(early));
    CHECK(uuid7Time(late) == at("2026-11-23T02:32:11.001Z"));
    CHECK_FALSE(isUuid7("019ab3c0-0000-4000-8000-000000000000")); // version 4
    CHECK_FALSE(isUuid7("019AB3C0-0000-7000-8000-000000000000"));
}

TEST_CASE("an event is read back as it was written", "[events]") {
    const auto event = sample(7);
    const auto body = serialize(event);
    CHECK(body.starts_with(R"({"specversion":"1.0","id":")"));
    const auto read = parseEvent(body);
    REQUIRE(read);
    CHECK(*read == event);
    CHECK(serialize(*read) == body);
}

TEST_CASE("an event that lacks a member or bends one is refused by the member's name", "[events][hostile]") {
    const auto body = serialize(sample(7));
    const auto refused = [&](std::string_view from, std::string_view to) {
        auto bent = body;
        const auto at = bent.find(from);
        REQUIRE(at != bent.npos);
        bent.replace(at, from.size(), to);
        const auto read = parseEvent(bent);
        REQUIRE_FALSE(read);
        return read.error().context;
    };
    CHECK(refused(R"("specversion":"1.0")", R"("specversion":"0.3")").find("specversion") != std::string::npos);
    CHECK(refused(R"("sequence":"7")", R"("sequence":7)").find("sequence") != std::string::npos);
    CHECK(refused(R"("sequence":"7")", R"("sequence":"0")").find("sequence") != std::string::npos);
    CHECK(refused(R"("sequence":"7")", R"("sequence":"07")").find("sequence") != std::string::npos);
    CHECK(refused(R"("sequence":"7")", R"("sequence":"99999999999999999999")").find("sequence") != std::string::npos);
    CHECK(refused("urn:onestop:", "urn:other:").find("source") != std::string::npos);
    CHECK(refused(R"("clocktrust":"trusted")", R"("clocktrust":"yes")").find("clocktrust") != std::string::npos);
    CHECK(refused(R"("data":{)", R"("dated":{)").find("data") != std::string::npos);
    CHECK(parseEvent(std::string(kMaxEventBytes + 1, ' ')).error().fault == EventFault::TooLarge);
    for (std::size_t cut = 0; cut < body.size(); ++cut)
        CHECK_FALSE(parseEvent(body.substr(0, cut)));
}

TEST_CASE("data holds what is declared and nothing else", "[events][hostile]") {
    const RatingSubmitted rating{RatingSubmitted::SubjectType::Ticket, "019ab", 5, {"fast", "kind"}};
    const auto read = RatingSubmitted::parse(rating.toJson());
    REQUIRE(read);
    CHECK(read->level == 5);
    CHECK(read->reasons == rating.reasons);
    CHECK_FALSE(checkData("rating.submitted", rating.toJson()));

    CHECK(checkData("rating.submitted", R"({"subject_type":"ticket","subject_id":"a","level":6,"reasons":[]})"));
    CHECK(checkData("rating.submitted",
                    R"({"subject_type":"ticket","subject_id":"a","level":5,"reasons":[],"name":"张三"})"));
    CHECK(checkData("rating.submitted", R"({"subject_type":"ticket","subject_id":"张三","level":5,"reasons":[]})"));
    CHECK(checkData("rating.submitted", R"({"subject_type":"ticket","level":5,"reasons":[]})"));
    CHECK(checkData("epoch.opened", R"({"previous_hash":"abc"})"));
    CHECK_FALSE(checkData("epoch.opened", "{}"));
    CHECK(checkData("ticket.eaten", "{}")->fault == EventFault::UnknownType);
}

TEST_CASE("what is read of an event is what stands there, whatever stands around it", "[events][hostile]") {
    auto event = sample(7);
    event.data =
        R"({"text":"a\"}","list":["x","y"],"whole":-3,"yes":true,"much":18446744073709551615,"half":0.5,"none":null,)"
        R"("mixed":["x",1],"deep":[["x"]],"object":{"help_id":"h","a":[{"b":"c"}]},"empty":[]})";
    auto body = serialize(event);
    body.insert(1, R"("extension":{"data":{"id":"x"},"list":[1,{"type":"y"}]}, "flag" : false, )");
    const auto read = readEvent(body);
    REQUIRE(read);
    CHECK(static_cast<const EventHead&>(*read) == event);
    CHECK(parseEvent(body)->data == event.data);
    using Texts = std::vector<std::string>;
    const auto value = [&](std::string_view name) {
        const auto found =
            std::find_if(read->data.begin(), read->data.end(), [&](const auto& m) { return m.name == name; });
        REQUIRE(found != read->data.end());
        return found->value;
    };
    CHECK(read->data.size() == 11);
    CHECK(std::get<std::string>(value("text")) == "a\"}");
    CHECK(std::get<Texts>(value("list")) == Texts{"x", "y"});
    CHECK(std::get<std::int64_t>(value("whole")) == -3);
    CHECK(std::get<bool>(value("yes")));
    CHECK(std::get<Texts>(value("empty")).empty());
    for (const char* name : {"much", "half", "none", "mixed", "deep", "object"})
        CHECK(std::holds_alternative<std::monostate>(value(name))); // no declared type takes it
}

TEST_CASE("a member that stands there twice is refused", "[events][hostile]") {
    const auto body = serialize(sample(7));
    const auto end = body.size() - 1;
    for (const char* again : {R"(,"sequence":"8")", R"(,"id":"x")", R"(,"data":{})"}) {
        auto doubled = body;
        CHECK_FALSE(parseEvent(doubled.insert(end, again)));
    }
    CHECK(checkData("help.requested", R"({"help_id":"a","page":"home","page":"home"})"));
}

TEST_CASE("a moment that could not be written again is none", "[events][hostile]") {
    CHECK_FALSE(parseRfc3339("9999-12-31T23:59:59-01:00"));
    CHECK_FALSE(parseRfc3339("1970-01-01T00:00:00+08:00"));
    CHECK(toRfc3339(at("9999-12-31T23:59:59.999Z")) == "9999-12-31T23:59:59.999Z");
    CHECK(toRfc3339(at("1970-01-01T00:00:00Z")) == "1970-01-01T00:00:00.000Z");
}

TEST_CASE("the chain breaks with any change, loss, doubling or exchange of events", "[events][property]") {
    std::vector<std::string> bodies;
    for (std::uint64_t i = 1; i <= 12; ++i)
        bodies.push_back(serialize(sample(i)));
    const auto chain = [](const std::vector<std::string>& list) {
        auto hash = kChainStart;
        for (const auto& body : list)
            hash = chainNext(hash, body);
        return hash;
    };
    const auto whole = chain(bodies);
    const std::vector<std::string_view> views(bodies.begin(), bodies.end());
    CHECK(chainOver(kChainStart, views).back() == whole);
    CHECK(chainOver(chain({bodies.front()}), std::span(views).subspan(1)).back() == whole);
    for (std::size_t i = 0; i < bodies.size(); ++i) {
        auto lost = bodies, doubled = bodies, changed = bodies;
        lost.erase(lost.begin() + static_cast<std::ptrdiff_t>(i));
        doubled.insert(doubled.begin() + static_cast<std::ptrdiff_t>(i), bodies[i]);
        changed[i].back() ^= 1;
        CHECK(chain(lost) != whole);
        CHECK(chain(doubled) != whole);
        CHECK(chain(changed) != whole);
        if (i > 0) {
            auto exchanged = bodies;
            std::swap(exchanged[i - 1], exchanged[i]);
            CHECK(chain(exchanged) != whole);
        }
    }
}

TEST_CASE("a batch is split into the very bytes it was made of", "[events][property]") {
    std::mt19937 chance(7);
    const std::vector<std::string> nasty{R"({})",         R"({"a":"]"})",        R"({"a":"},{"})",  R"({"a":"\"}"})",
                                         R"({"a":"\\"})", R"({"a":[{"b":[]}]})", R"({"a":"张,三"})"};
    for (int run = 0; run < 300; ++run) {
        std::vector<std::string> bodies;
        for (unsigned i = 0, n = 1 + chance() % 9; i < n; ++i)
            bodies.push_back(nasty[chance() % nasty.size()]);
        const auto batch = joinBatch(bodies);
        const auto parts = splitBatch(batch);
        REQUIRE(parts);
        REQUIRE(std::vector<std::string>(parts->begin(), parts->end()) == bodies);
        for (std::size_t cut = 0; cut < batch.size(); ++cut)
            REQUIRE_FALSE(splitBatch(std::string_view(batch).substr(0, cut)));
    }
    for (const char* wrong : {"[]", "{}", "[1]", "[{}", "[{},]", "[{}]x", "[{} {}]", "null"})
        CHECK_FALSE(splitBatch(wrong));
    CHECK(splitBatch(" [ {\"a\":1} , {} ]\n"));
    CHECK_FALSE(splitBatch(joinBatch(std::vector<std::string>(kMaxBatchEvents + 1, "{}"))));
}

TEST_CASE("EVENTS.md is what events.toml declares", "[events][stale]") {
    const std::string folder = ONESTOP_SOURCE_DIR "/sync/events/", made = ONESTOP_BINARY_DIR "/tests/EVENTS.md";
    const auto command = "python3 '" + folder + "generate_events.py' '" + folder + "events.toml' --doc '" + made + "'";
    REQUIRE(std::system(command.c_str()) == 0);
    CHECK(textOf(made) == textOf(folder + "EVENTS.md"));
}
