// SPDX-License-Identifier: Apache-2.0
// What can be pressed, as assistive technology is told of it, and its faults.
#pragma once

#include <QRectF>
#include <QStringList>

#include <vector>

#include "tests/qml/shell/screen_audit.h"

namespace onestop::tests {

struct Target {
    QString name;
    QRectF rect; ///< in the window
    bool main;   ///< an action that people come for: it says `main`
};

/// Those that are seen whole; a fault for each that has no name. Whether assistive technology can press them is tried
/// in tests/e2e/screen_reader.py: Qt says so of whatever has a button's role.
std::vector<Target> collectTargets(QQuickWindow& window, QStringList& faults);

/// Size, distance, reach, and the edges of glass and cards.
void auditTargets(const std::vector<Target>& targets, const QQuickWindow& window, const AuditRules& rules,
                  QStringList& faults);

} // namespace onestop::tests
