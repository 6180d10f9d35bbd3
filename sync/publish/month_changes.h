// SPDX-License-Identifier: Apache-2.0
// What a month changes against an earlier one, by lasting ids: staff look at it before they sign.
#pragma once

#include <string>
#include <vector>

namespace onestop::publish {

/// One line a difference: "+ name", "- name", "~ name: 服务时间, 地点". Both are month targets; an empty
/// `before` means that all is new.
std::vector<std::string> changesBetween(const std::string& before, const std::string& after);

} // namespace onestop::publish
