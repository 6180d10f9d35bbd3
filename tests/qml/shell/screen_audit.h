// SPDX-License-Identifier: Apache-2.0
// What nobody should have to look for by hand: a page's faults as its accessibility tree and its texts show them.
#pragma once

#include <QQuickWindow>
#include <QStringList>

namespace onestop::tests {

struct AuditRules {
    double pitch_mm = 0.248;
    double least_target_mm = 15;
    double least_text_mm = 7; ///< em
    /// Nothing that can be pressed above this part of the height (low reach); 0: anywhere.
    double highest_target = 0;
};

/// One sentence for each fault: unnamed, too small, overlapping, off the glass or across a card's edge, a clipped or
/// too small text.
QStringList audit(QQuickWindow& window, const AuditRules& rules);

/// What a page that answers owes: everything that says `firstSeen` lies on it whole, without a turn of it, and there is
/// such a thing. One sentence for each fault.
QStringList auditFirstSeen(const QQuickWindow& window);

/// The centres of the bar's places by accessible name, to see that none moves.
QHash<QString, QPoint> barPlaces(QQuickWindow& window);

} // namespace onestop::tests
