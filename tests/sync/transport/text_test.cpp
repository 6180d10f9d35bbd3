// SPDX-License-Identifier: Apache-2.0
// The pure parts of transport: addresses, event streams in any pieces, problems.
#include <chrono>
#include <fstream>
#include <random>

#include "sync/transport/event_stream.h"
#include "sync/transport/last_good.h"
#include "sync/transport/message.h"
#include "sync/transport/url.h"
#include "tests/support/catch.h"
#include "tests/support/scratch_folder.h"

using namespace onestop::transport;
using namespace std::chrono_literals;

TEST_CASE("an address is read strictly and written back", "[transport][url]") {
    const auto url = parseUrl("https://hub.dapeng.example:18443/repository/");
    REQUIRE(url);
    CHECK(url->host == "hub.dapeng.example");
    CHECK(url->port == 18443);
    CHECK(url->authority() == "hub.dapeng.example:18443");
    CHECK(url->resolve("sites/葵涌/2026-11.json") == "/repository/sites/%E8%91%B5%E6%B6%8C/2026-11.json");
    CHECK(url->resolve("a b?c#d%e") == "/repository/a%20b%3Fc%23d%25e");
    CHECK(parseUrl("https://[::1]:7")->authority() == "[::1]:7");
    CHECK(parseUrl("https://a")->path == "/");
    for (const auto* bad : {"", "http://a", "https://", "https://a:0", "https://a:65536", "https://a:x", "https://a b",
                            "https://a/?q", "https://[::1", "https://::1", "https://a\r\nHost: b"}) {
        INFO(bad);
        CHECK_FALSE(parseUrl(bad));
    }
}

TEST_CASE("percent-encoding comes back as it went", "[transport][url][property]") {
    std::mt19937 chance(1);
    for (int round = 0; round < 300; ++round) {
        std::string path;
        for (std::size_t i = chance() % 40; i > 0; --i)
            path += static_cast<char>(chance());
        CHECK(decodePath(encodePath(path)) == path);
    }
    for (const auto* bad : {"%", "%4", "%zz", "a%1"})
        CHECK_FALSE(decodePath(bad));
}

TEST_CASE("events are the same however the stream is cut", "[transport][stream][property]") {
    const std::vector<ServerSentEvent> sent{
        {"state", "{\"a\":1}"}, {"refresh", ""}, {"message", "two\nlines"}, {"state", "中文"}};
    std::string wire = "\xEF\xBB\xBF: welcome\r\n\r\n";
    for (const auto& event : sent)
        wire += heartbeat(1007ms) + serialize(event);
    std::mt19937 chance(2);
    for (int round = 0; round < 200; ++round) {
        EventStreamReader reader(1000);
        std::vector<ServerSentEvent> seen;
        for (std::size_t at = 0; at < wire.size();) {
            const auto length = 1 + chance() % 9;
            const auto events = reader.feed(std::string_view(wire).substr(at, length));
            REQUIRE(events);
            seen.insert(seen.end(), events->begin(), events->end());
            at += length;
        }
        CHECK(seen == sent);
        CHECK(reader.reconnectionTime() == 1007ms);
    }
}

TEST_CASE("line ends of every kind end a line", "[transport][stream]") {
    for (const std::string end : {"\n", "\r\n", "\r"}) {
        EventStreamReader reader(100);
        const auto events = reader.feed("event:a" + end + "data:b" + end + "id: 7" + end + "nonsense" + end + end +
                                        (end == "\r" ? ":" : ""));
        REQUIRE(events);
        CHECK(*events == std::vector<ServerSentEvent>{{"a", "b"}});
    }
}

TEST_CASE("an event without end is an error, not a hunger for memory", "[transport][stream][hostile]") {
    EventStreamReader reader(1000);
    bool stopped = false;
    for (int i = 0; i < 100 && !stopped; ++i)
        stopped = !reader.feed("data: " + std::string(50, 'x') + "\n");
    CHECK(stopped);
}

TEST_CASE("a problem document is JSON whatever it quotes", "[transport]") {
    CHECK(problemDocument("bad-event", 400, "No", "a \"quoted\" \xFF byte") ==
          "{\"type\":\"urn:onestop:problem:bad-event\",\"status\":400,\"title\":\"No\",\"detail\":\"a \\\"quoted\\\" "
          "\xEF\xBF\xBD byte\"}");
    CHECK(findHeader({{"Content-TYPE", "x"}}, "content-type") == "x");
}

TEST_CASE("a server's date is read in the one form that servers send", "[transport][message]") {
    using namespace std::chrono;
    CHECK(parseHttpDate("Mon, 23 Nov 2026 09:00:01 GMT") == sys_days(2026y / 11 / 23) + 9h + 1s);
    CHECK(parseHttpDate("Thu, 01 Jan 1970 00:00:00 GMT") == sys_seconds(0s));
    CHECK(httpDate(sys_days(2026y / 11 / 23) + 9h + 1999ms) == "Mon, 23 Nov 2026 09:00:01 GMT");
    for (const auto* bad : {"", "Mon, 23 Nov 2026 09:00:01", "Mon, 23 Nov 2026 09:00:01 CET", "2026-11-23T09:00:01Z",
                            "Mon, 23 Nov 2026 25:00:01 GMT", "Mon, 23 Nov 2026 09:00:01 GMT, soon"}) {
        INFO(bad);
        CHECK_FALSE(parseHttpDate(bad));
    }
}

TEST_CASE("whatever a server asks, nobody waits less than nothing nor more than a day",
          "[transport][message][hostile]") {
    using namespace std::chrono;
    const onestop::events::WallTime now = sys_days(2026y / 11 / 23) + 9h;
    CHECK(parseRetryAfter("0", now) == 0s);
    CHECK(parseRetryAfter("120", now) == 120s);
    CHECK(parseRetryAfter("Mon, 23 Nov 2026 09:02:00 GMT", now) == 120s);
    CHECK(parseRetryAfter("Mon, 23 Nov 2026 09:00:00 GMT", now + 999ms) == 0s);
    for (const auto* past : {"-1", "-9223372036854775808", "Thu, 01 Jan 1970 00:00:00 GMT"})
        CHECK(parseRetryAfter(past, now) == 0s);
    for (const auto* far : {"86401", "9223372036854775807", "Fri, 31 Dec 9999 23:59:59 GMT"})
        CHECK(parseRetryAfter(far, now) == 24h);
    for (const auto* unclear : {"", "soon", "12 s", "1.5", "92233720368547758070"}) {
        INFO(unclear);
        CHECK_FALSE(parseRetryAfter(unclear, now));
    }
}

TEST_CASE("the type of a problem is read as it was written, and of anything else there is none",
          "[transport][message]") {
    CHECK(problemTypeOf(problemDocument("csrf", 403, "No", "")) == "urn:onestop:problem:csrf");
    for (const auto* other : {"", "<html>", "[]", "{}", R"({"type": 7})", R"({"type")"})
        CHECK(problemTypeOf(other).empty());
}

TEST_CASE("where a server was last is known for its own name only, and from a whole line only", "[transport]") {
    const onestop::tests::ScratchFolder folder;
    const auto file = folder.path() / "address";
    const auto address = boost::asio::ip::make_address("10.1.2.34");
    CHECK_FALSE(readLastGood(file, "hub.example"));
    keepLastGood(file, "10.1.2.34", address); // needs no name
    CHECK_FALSE(std::filesystem::exists(file));
    keepLastGood(file, "hub.example", address);
    CHECK(readLastGood(file, "hub.example") == address);
    CHECK_FALSE(readLastGood(file, "other.example"));
    std::filesystem::resize_file(file, std::filesystem::file_size(file) - 1);
    CHECK_FALSE(readLastGood(file, "hub.example")); // it may have been longer
    std::ofstream(file) << "hub.example somewhere\n";
    CHECK_FALSE(readLastGood(file, "hub.example"));
}
