// SPDX-License-Identifier: Apache-2.0
// The district's own rules for the monthly lists (facts of the founding article): pure.
#pragma once
#include "sync/catalogue/catalogue.h"

#include <string>
#include <vector>

namespace onestop::publish {

/// Over all targets by path, as they are (or would be) published:
/// * each service has its four fields 服务项目, 服务内容, 服务时间, 针对人群; each service and activity is 免费;
/// * the district's centre has one 党代表接待日 a month and two 新时代大讲堂 on Fridays (a Friday that is a
///   holiday excuses one; a lecture on another day needs a holiday Friday in its week);
/// * at most one 书记相约话党建 a year, and one by December's list;
/// * a 5+X programme has its five steps;
/// * every site has a list for every month for which one site has;
/// * an item is done in houses that sites.json has.
/// Sentences that say where, what, and what to write instead.
std::vector<std::string> checkRules(const catalogue::Targets& targets);

} // namespace onestop::publish
