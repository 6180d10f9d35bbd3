// SPDX-License-Identifier: Apache-2.0
// Finds the line of a member in a JSON text that is known to be well formed: the parser gives positions only for
// faults of JSON itself, and a member of staff needs the line of the wrong value.
#include <algorithm>
#include <cctype>

#include "sync/catalogue/target_parser.h"

namespace onestop::catalogue {

namespace {

class Walker {
public:
    explicit Walker(std::string_view json) : json_(json) {}

    /// Goes from the value here to the one at path[depth…]; false when there is none.
    bool descend(const std::vector<std::string>& path) {
        for (const auto& step : path)
            if (!enter(step)) return false;
        space();
        return true;
    }
    int line() const {
        return 1 + static_cast<int>(std::count(
                       json_.begin(), json_.begin() + static_cast<std::ptrdiff_t>(std::min(at_, json_.size())), '\n'));
    }

private:
    bool more() const { return at_ < json_.size(); }
    void space() {
        while (more() && std::isspace(static_cast<unsigned char>(json_[at_])))
            ++at_;
    }
    std::string_view quoted() {
        const auto begin = ++at_;
        while (more() && json_[at_] != '"')
            at_ += json_[at_] == '\\' ? 2 : 1;
        const auto end = std::min(at_, json_.size());
        ++at_;
        return json_.substr(begin, end - begin);
    }
    void skipValue() {
        int depth = 0;
        space();
        if (!more()) return;
        do {
            if (json_[at_] == '"') {
                quoted();
            } else {
                if (json_[at_] == '{' || json_[at_] == '[') ++depth;
                if (json_[at_] == '}' || json_[at_] == ']') --depth;
                ++at_;
            }
        } while (more() && (depth > 0 || (json_[at_] != ',' && json_[at_] != '}' && json_[at_] != ']')));
    }
    bool enter(const std::string& step) {
        space();
        if (!more() || (json_[at_] != '{' && json_[at_] != '[')) return false;
        const bool object = json_[at_++] == '{';
        for (std::size_t index = 0;; ++index) {
            space();
            if (!more() || json_[at_] == '}' || json_[at_] == ']') return false;
            bool wanted = !object && std::to_string(index) == step;
            if (object) {
                wanted = quoted() == step;
                space();
                ++at_; // the colon
            }
            if (wanted) return true;
            skipValue();
            space();
            if (more() && json_[at_] == ',') ++at_;
        }
    }

    std::string_view json_;
    std::size_t at_ = 0;
};

} // namespace

std::optional<int> lineOf(std::string_view json, const std::vector<std::string>& path) {
    Walker walker(json);
    if (!walker.descend(path)) return std::nullopt;
    return walker.line();
}

} // namespace onestop::catalogue
