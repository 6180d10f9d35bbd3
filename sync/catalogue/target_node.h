// SPDX-License-Identifier: Apache-2.0
// One value of a target's JSON with the way to it, so that whatever does not fit can be named by member and line.
// Every limit on texts, lists, numbers and ids is here, once.
#pragma once

#include <array>
#include <chrono>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <nlohmann/json_fwd.hpp>

#include "sync/catalogue/localized.h"
#include "sync/crypto/crypto.h"
#include "sync/events/clock.h"

namespace onestop::catalogue {

/// The first member of an element that does not fit. Thrown by what reads an element and caught by the target's reader:
/// it leaves the folder as a CatalogueFailure.
struct Misfit {
    std::vector<std::string> path; ///< member names and list indices, from the document down
    std::string expected;
};

/// a-z 0-9 - _, at most 64, no - in front.
bool isId(std::string_view text);

/// Stands on a value that outlives it. Every reading either fits or throws Misfit.
class TargetNode {
public:
    static constexpr std::size_t kMaxText = 4000, kMaxList = 20'000;

    TargetNode(const nlohmann::json& value, std::vector<std::string> path) : value_(&value), path_(std::move(path)) {}

    [[noreturn]] void misfit(std::string expected) const { throw Misfit{path_, std::move(expected)}; }

    /// A member that is null is not there.
    bool has(const char* name) const;
    TargetNode at(const char* name) const;
    std::vector<TargetNode> list() const;

    bool isText() const { return string() != nullptr; }
    const std::string& text() const;
    const std::string& id() const;
    int number(int min, int max) const;
    double degrees(double limit) const;
    bool truth() const;
    events::WallTime time() const;
    std::chrono::year_month_day date() const;
    LocalizedText localized() const;
    crypto::Bytes hex(std::size_t bytes) const;
    std::vector<std::string> ids() const;
    std::vector<int> counters() const;

    /// Of an optional member; without it nothing, and false.
    LocalizedText localizedIn(const char* name) const { return has(name) ? at(name).localized() : LocalizedText(); }
    bool truthIn(const char* name) const { return has(name) && at(name).truth(); }

    template <typename Choice, std::size_t size>
    Choice choice(const std::array<std::pair<std::string_view, Choice>, size>& choices) const {
        std::string expected;
        for (const auto& [name, choice] : choices) {
            if (string() && *string() == name) return choice;
            expected += (expected.empty() ? "" : ", ") + std::string(name);
        }
        misfit("one of " + expected);
    }

private:
    const std::string* string() const; ///< nullptr when it is something else
    std::vector<std::string> below(std::string step) const;

    const nlohmann::json* value_;
    std::vector<std::string> path_;
};

} // namespace onestop::catalogue
