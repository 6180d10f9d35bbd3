// SPDX-License-Identifier: Apache-2.0
// What is written: whole, large enough, inside what it stands in, and not over other words.
#pragma once

#include "tests/qml/shell/target_audit.h"

namespace onestop::tests {

void auditTexts(const QQuickWindow& window, const std::vector<Target>& targets, const AuditRules& rules,
                QStringList& faults);

} // namespace onestop::tests
