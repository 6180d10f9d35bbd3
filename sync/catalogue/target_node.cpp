// SPDX-License-Identifier: Apache-2.0
#include "sync/catalogue/target_node.h"

#include <algorithm>

#include <nlohmann/json.hpp>

#include "sync/catalogue/service_day.h"

namespace onestop::catalogue {

bool isId(std::string_view text) {
    constexpr std::size_t kMaxId = 64;
    return !text.empty() && text.size() <= kMaxId && text.front() != '-' &&
           std::all_of(text.begin(), text.end(),
                       [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_'; });
}

const std::string* TargetNode::string() const { return value_->get_ptr<const std::string*>(); }

std::vector<std::string> TargetNode::below(std::string step) const {
    auto path = path_;
    path.push_back(std::move(step));
    return path;
}

bool TargetNode::has(const char* name) const {
    return value_->is_object() && value_->contains(name) && !value_->at(name).is_null();
}

TargetNode TargetNode::at(const char* name) const {
    if (!value_->is_object()) misfit("an object");
    if (!has(name)) throw Misfit{below(name), "to be there"};
    return {value_->at(name), below(name)};
}

std::vector<TargetNode> TargetNode::list() const {
    if (!value_->is_array()) misfit("a list");
    if (value_->size() > kMaxList) misfit("a list of at most " + std::to_string(kMaxList));
    std::vector<TargetNode> nodes;
    for (std::size_t i = 0; i < value_->size(); ++i)
        nodes.push_back({(*value_)[i], below(std::to_string(i))});
    return nodes;
}

const std::string& TargetNode::text() const {
    if (!isText()) misfit("a string");
    if (string()->empty() || string()->size() > kMaxText)
        misfit("a text of 1 to " + std::to_string(kMaxText) + " bytes");
    return *string();
}

const std::string& TargetNode::id() const {
    if (!isText() || !isId(*string())) misfit("an id: at most 64 of a-z 0-9 - _");
    return *string();
}

int TargetNode::number(int min, int max) const {
    const bool fits = value_->is_number_integer() && *value_ >= min && *value_ <= max;
    if (!fits) misfit("a whole number from " + std::to_string(min) + " to " + std::to_string(max));
    return value_->get<int>();
}

double TargetNode::degrees(double limit) const {
    if (!value_->is_number() || value_->get<double>() < -limit || value_->get<double>() > limit) misfit("degrees");
    return value_->get<double>();
}

bool TargetNode::truth() const {
    if (!value_->is_boolean()) misfit("true or false");
    return value_->get<bool>();
}

events::WallTime TargetNode::time() const {
    const auto time = isText() ? events::parseRfc3339(*string()) : std::nullopt;
    if (!time) misfit("a time like 2026-11-23T09:00:00+08:00");
    return *time;
}

std::chrono::year_month_day TargetNode::date() const {
    const auto date = isText() ? parseDate(*string()) : std::nullopt;
    if (!date) misfit("a date like 2026-11-23");
    return *date;
}

LocalizedText TargetNode::localized() const {
    if (!has("zh-Hans")) misfit(R"(texts by language with at least "zh-Hans")");
    LocalizedText text{at("zh-Hans").text(), "", ""};
    if (has("zh-Hant")) text.zh_hant = at("zh-Hant").text();
    if (has("en")) text.en = at("en").text();
    return text;
}

crypto::Bytes TargetNode::hex(std::size_t bytes) const {
    auto value = isText() ? crypto::fromHex(*string()) : std::nullopt;
    if (!value || value->size() != bytes) misfit(std::to_string(bytes * 2) + " hex digits");
    return std::move(*value);
}

std::vector<std::string> TargetNode::ids() const {
    std::vector<std::string> found;
    for (const auto& node : list())
        found.push_back(node.id());
    return found;
}

std::vector<int> TargetNode::counters() const {
    std::vector<int> found;
    for (const auto& node : list())
        found.push_back(node.number(1, 99));
    return found;
}

} // namespace onestop::catalogue
