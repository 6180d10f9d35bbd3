// SPDX-License-Identifier: Apache-2.0
// How the generated structs write and read the `data` of an event: one writer and one reader for all types.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "sync/events/event.h"

namespace onestop::events {

/// Appends `text` as a JSON string.
void appendJsonString(std::string& out, std::string_view text);

/// Builds one flat object, members in the order of the calls.
class DataWriter {
public:
    void text(std::string_view name, std::string_view value);
    void number(std::string_view name, std::int64_t value);
    void truth(std::string_view name, bool value);
    void time(std::string_view name, WallTime value);
    void list(std::string_view name, const std::vector<std::string>& values);
    std::string finish();

private:
    void member(std::string_view name);
    std::string out_ = "{";
};

/// The members of the object that `data` is.
tl::expected<DataMembers, EventFailure> readData(std::string_view data);

/// Reads the members of one object; the first fault is kept and reported by finish(). Unknown members are a fault: an
/// event carries what is declared and nothing else.
class DataReader {
public:
    /// `data` outlives it.
    explicit DataReader(const DataMembers& data) : data_(data) {}

    std::optional<std::string> text(const char* name, bool optional);
    std::optional<std::string> hash(const char* name, bool optional);
    std::optional<std::int64_t> number(const char* name, bool optional, std::int64_t min, std::int64_t max);
    std::optional<bool> truth(const char* name, bool optional);
    std::optional<WallTime> time(const char* name, bool optional);
    std::optional<std::vector<std::string>> list(const char* name, bool optional);
    std::optional<std::size_t> choice(const char* name, std::span<const std::string_view> values, bool optional);
    std::optional<EventFailure> finish();

private:
    const DataMember* member(const char* name, bool optional);
    template <class Value>
    const Value* valueOf(const char* name, bool optional, std::string_view expected);
    void fault(const char* name, std::string_view expected);

    const DataMembers& data_;
    std::size_t members_read_ = 0;
    std::optional<EventFailure> failure_;
};

} // namespace onestop::events
