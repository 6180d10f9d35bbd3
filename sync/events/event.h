// SPDX-License-Identifier: Apache-2.0
// One event: a CloudEvents 1.0 object in structured JSON, compact, with a fixed order of members, so that the stored
// bytes are the same everywhere and the chain (chain.h) can be checked over them. EVENTS.md lists the types.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include <tl/expected.hpp>

#include "sync/events/clock.h"

namespace onestop::events {

/// Who speaks: urn:onestop:<site>:<node>:<program>:<epoch>. One sequence and one chain for each.
struct SourceName {
    std::string site;    ///< "dapeng-kuichong"
    std::string node;    ///< "kiosk-1" … "kiosk-6", or "hub"
    std::string program; ///< "kiosk", "syncd", "hub"
    std::string epoch;   ///< UUIDv7 made together with the store

    std::string text() const;
    static std::optional<SourceName> parse(std::string_view text);
    /// Whether parse() gives one.
    static bool fits(std::string_view text);
    bool operator==(const SourceName&) const = default;
};

/// All of an event but what it says.
struct EventHead {
    std::string id; ///< UUIDv7
    std::string source;
    std::string type; ///< noun.past_tense, declared in events.toml
    WallTime time{};
    std::uint64_t sequence = 0; ///< from 1, without gaps, per source
    std::chrono::milliseconds monotonic{};
    bool clock_trusted = true;

    bool operator==(const EventHead&) const = default;
};

/// An event to be written.
struct Event : EventHead {
    std::string data = "{}"; ///< a JSON object, compact

    bool operator==(const Event&) const = default;
};

/// One member of an event's data as it was read, before its type says what it has to be.
struct DataMember {
    std::string name;
    /// The first: what no type declares (null, a fraction, an object, a list of anything but texts).
    std::variant<std::monostate, std::string, std::int64_t, bool, std::vector<std::string>> value{};
};
using DataMembers = std::vector<DataMember>;

/// An event that was written elsewhere, read once: its bytes stay with whoever has them.
struct ReceivedEvent : EventHead {
    DataMembers data;
};

enum class EventFault {
    NotJson,
    TooLarge,
    MissingMember,
    WrongMember,
    UnknownType,
    WrongData,
    NotABatch,
};

/// A refused event; the context names the member and what was expected, never a value.
struct EventFailure {
    EventFault fault;
    std::string context;
};

/// The largest event that is taken, in bytes.
inline constexpr std::size_t kMaxEventBytes = 16 * 1024;

/// The bytes that are stored, chained and sent. `data` must already be a compact JSON object.
std::string serialize(const Event& event);

/// Reads one event of at most kMaxEventBytes; unknown extension members are ignored. The data is checked to be an
/// object; its fields are checked by the generated types (event_types.h).
tl::expected<ReceivedEvent, EventFailure> readEvent(std::string_view body);

/// The same for whoever wants the data as it stands there; checkData() checks its fields.
tl::expected<Event, EventFailure> parseEvent(std::string_view body);

} // namespace onestop::events
