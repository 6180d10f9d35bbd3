// SPDX-License-Identifier: Apache-2.0
// Whether every word and icon stands out from what it is drawn on, at rest and while a finger holds it down.
#pragma once

#include "tests/qml/shell/screen_audit.h"

namespace onestop::tests {

void auditContrast(QQuickWindow& window, const AuditRules& rules, QStringList& faults);

} // namespace onestop::tests
