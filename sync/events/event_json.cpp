// SPDX-License-Identifier: Apache-2.0
// Events read in one pass without a tree of values in between: whoever sends a thousand of them waits for this.
// nlohmann-json stays in this file.
#include <algorithm>
#include <array>
#include <charconv>
#include <iterator>

#include <nlohmann/json.hpp>

#include "sync/events/event_data.h"
#include "sync/events/uuid7.h"

namespace onestop::events {

namespace {

/// A place in a text that others can see.
class Cursor {
public:
    using iterator_category = std::input_iterator_tag;
    using value_type = char;
    using difference_type = std::ptrdiff_t;
    using pointer = const char*;
    using reference = const char&;

    explicit Cursor(const char*& at) : at_(&at) {}
    reference operator*() const { return **at_; }
    Cursor& operator++() {
        ++*at_;
        return *this;
    }
    bool operator==(const Cursor& other) const { return *at_ == *other.at_; }
    bool operator!=(const Cursor& other) const { return !(*this == other); }

private:
    const char** at_;
};

/// Takes the members of one object. What stands deeper than a list of texts is passed over.
class MembersTaker {
public:
    explicit MembersTaker(DataMembers& members) : members_(members) {}

    void key(std::string& name) {
        if (depth_ == 0) members_.push_back({std::move(name)});
    }
    void text(std::string& value) {
        if (depth_ == 0)
            last().emplace<std::string>(std::move(value));
        else if (auto* list = std::get_if<std::vector<std::string>>(&last()); list && depth_ == 1)
            list->push_back(std::move(value));
    }
    template <class Value>
    void scalar(Value value) {
        if (depth_ == 0)
            last().emplace<Value>(value);
        else
            last().emplace<std::monostate>();
    }
    void begin(bool list) {
        if (list && depth_ == 0)
            last().emplace<std::vector<std::string>>();
        else
            last().emplace<std::monostate>();
        ++depth_;
    }
    void end() { --depth_; }

private:
    decltype(DataMember::value)& last() { return members_.back().value; }

    DataMembers& members_;
    int depth_ = 0;
};

std::optional<std::uint64_t> decimal(const std::string& text) {
    std::uint64_t value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc{} || end != text.data() + text.size() || text.empty()) return std::nullopt;
    if (text.size() > 1 && text.front() == '0') return std::nullopt;
    return value;
}

EventFailure wrong(std::string_view member, std::string_view expected, EventFault fault = EventFault::WrongMember) {
    return {fault, "cannot take event: " + std::string(member) + ": expected " + std::string(expected)};
}

/// What the parser calls for whatever it meets; false ends it.
class EventTaker {
public:
    enum class Comes { Event, DataOnly };
    /// `at`: where the parser is.
    EventTaker(ReceivedEvent& event, const char*& at, Comes comes)
        : event_(event), data_(event.data), at_(at), depth_(comes == Comes::Event ? 0 : 1),
          member_(comes == Comes::Event ? Other : Data) {}

    bool null() { return scalar(std::monostate{}); }
    bool boolean(bool value) { return scalar(value); }
    bool number_integer(std::int64_t value) { return scalar(value); }
    bool number_unsigned(std::uint64_t value) {
        return value <= INT64_MAX ? scalar(static_cast<std::int64_t>(value)) : null();
    }
    bool number_float(double, const std::string&) { return null(); }
    bool binary(nlohmann::json::binary_t&) { return null(); } // of other formats than JSON
    bool string(std::string& value) {
        if (in_data_) data_.text(value);
        if (depth_ == 1) takeText(value);
        return depth_ > 0 && !failure_;
    }
    bool key(std::string& name) {
        if (in_data_) data_.key(name);
        if (depth_ == 1)
            member_ = static_cast<Member>(std::find(kMembers.begin(), kMembers.end(), name) - kMembers.begin());
        return true;
    }
    bool start_object(std::size_t) { return begin(false); }
    bool start_array(std::size_t) { return begin(true); }
    bool end_object() {
        if (--depth_ == 1 && in_data_) {
            in_data_ = false;
            data_end = at_;
        } else if (in_data_) {
            data_.end();
        }
        return true;
    }
    bool end_array() {
        --depth_;
        if (in_data_) data_.end();
        return true;
    }
    bool parse_error(std::size_t, const std::string&, const nlohmann::json::exception&) { return false; }

    /// What is wrong with what came; `whole`: the parser reached the end.
    std::optional<EventFailure> finish(bool whole) {
        if (failure_) return failure_;
        if (!whole) return EventFailure{EventFault::NotJson, "cannot take event: expected a JSON object"};
        for (std::size_t i = 0; i < Other; ++i) {
            if (seen_[i]) continue;
            if (i == ContentType) return wrong(kMembers[i], "application/json");
            return wrong(kMembers[i], i == Data ? "an object" : "a string", EventFault::MissingMember);
        }
        return std::nullopt;
    }

    const char* data_begin = nullptr; ///< in the text
    const char* data_end = nullptr;

private:
    /// In the order of kMembers.
    enum Member : std::size_t {
        Specversion,
        Id,
        Source,
        Type,
        Time,
        ContentType,
        Sequence,
        Monotonic,
        Trust,
        Data,
        Other
    };
    static constexpr std::array<std::string_view, Other> kMembers{
        "specversion",     "id",       "source",      "type",       "time",
        "datacontenttype", "sequence", "monotonicms", "clocktrust", "data"};

    template <class Value>
    bool scalar(Value value) {
        if (in_data_) data_.scalar(value);
        return depth_ > 0;
    }
    bool begin(bool list) {
        if (depth_ == 0 && list) return false;
        if (in_data_) {
            data_.begin(list);
        } else if (depth_ == 1 && member_ == Data && !list && see()) {
            in_data_ = true;
            data_begin = at_ - 1;
        }
        ++depth_;
        return !failure_;
    }
    bool see() {
        if (seen_[member_]) failure_ = wrong(kMembers[member_], "to stand there once");
        seen_[member_] = true;
        return !failure_;
    }
    void expect(bool holds, std::string_view what) {
        if (!holds) failure_ = wrong(kMembers[member_], what);
    }
    void takeText(std::string& value);

    ReceivedEvent& event_;
    MembersTaker data_;
    const char*& at_;
    std::size_t depth_; ///< objects and lists that are open
    Member member_;
    bool in_data_ = false;
    std::array<bool, Other> seen_{};
    std::optional<EventFailure> failure_;
};

void EventTaker::takeText(std::string& value) {
    if (member_ == Other || member_ == Data || !see()) return;
    switch (member_) {
    case Specversion:
        return expect(value == "1.0", "1.0");
    case Id:
        event_.id = std::move(value);
        return expect(isUuid7(event_.id), "a UUIDv7");
    case Source:
        event_.source = std::move(value);
        return expect(SourceName::fits(event_.source), "urn:onestop:<site>:<node>:<program>:<epoch>");
    case Type:
        event_.type = std::move(value);
        return expect(!event_.type.empty() && event_.type.size() <= 64, "noun.past_tense");
    case Time: {
        const auto time = parseRfc3339(value);
        event_.time = time.value_or(WallTime{});
        return expect(time.has_value(), "RFC 3339");
    }
    case ContentType:
        return expect(value == "application/json", "application/json");
    case Sequence:
        event_.sequence = decimal(value).value_or(0);
        return expect(event_.sequence > 0 && event_.sequence <= INT64_MAX, "a positive decimal number");
    case Monotonic: {
        const auto monotonic = decimal(value);
        event_.monotonic = std::chrono::milliseconds{static_cast<std::int64_t>(monotonic.value_or(0))};
        return expect(monotonic && *monotonic <= INT64_MAX, "a decimal number");
    }
    case Trust:
        event_.clock_trusted = value == "trusted";
        return expect(value == "trusted" || value == "unsure", "trusted or unsure");
    case Data:
    case Other:
        return;
    }
}

/// Reads one event; `data`, where it is wanted: its text in the body (a tenth slower: the parser's place is written
/// down at each character).
std::optional<EventFailure> readInto(std::string_view body, ReceivedEvent& event, std::string_view* data) {
    if (body.size() > kMaxEventBytes)
        return EventFailure{EventFault::TooLarge, "cannot take event: expected at most 16 KiB"};
    const char* at = body.data();
    const char* end = body.data() + body.size();
    EventTaker taker(event, at, EventTaker::Comes::Event);
    const bool whole = data ? nlohmann::json::sax_parse(Cursor(at), Cursor(end), &taker)
                            : nlohmann::json::sax_parse(body.data(), end, &taker);
    auto failure = taker.finish(whole);
    if (!failure && data) *data = {taker.data_begin, static_cast<std::size_t>(taker.data_end - taker.data_begin)};
    return failure;
}

} // namespace

tl::expected<ReceivedEvent, EventFailure> readEvent(std::string_view body) {
    ReceivedEvent event;
    if (auto failure = readInto(body, event, nullptr)) return tl::unexpected(std::move(*failure));
    return event;
}

tl::expected<Event, EventFailure> parseEvent(std::string_view body) {
    ReceivedEvent event;
    std::string_view data;
    if (auto failure = readInto(body, event, &data)) return tl::unexpected(std::move(*failure));
    return Event{static_cast<EventHead&&>(event), std::string(data)};
}

tl::expected<DataMembers, EventFailure> readData(std::string_view data) {
    ReceivedEvent around;
    const char* at = data.data();
    const char* end = data.data() + data.size();
    EventTaker taker(around, at, EventTaker::Comes::DataOnly);
    if (!nlohmann::json::sax_parse(Cursor(at), Cursor(end), &taker) || taker.data_end == nullptr)
        return tl::unexpected(EventFailure{EventFault::WrongData, "data: expected an object"});
    return std::move(around.data);
}

} // namespace onestop::events
