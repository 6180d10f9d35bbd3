// SPDX-License-Identifier: Apache-2.0
// What nobody should have to look for by hand: a page's faults as its accessibility tree and its texts show them.
#pragma once

#include <QHash>
#include <QPoint>
#include <QQuickWindow>
#include <QStringList>

namespace onestop::tests {

struct AuditRules {
    double pitch_mm = 0.248;
    double least_target_mm = 15;
    double least_main_target_mm = 20; ///< of what says `main`
    double least_gap_mm = 3;          ///< between two targets
    double least_text_mm = 7;         ///< em
    double least_contrast = 4.5;
    double least_sign_contrast = 3; ///< of icons, beside which a word stands
    /// Nothing that can be pressed above this part of the height (low reach); 0: anywhere.
    double highest_target = 0;
};

/// One sentence for each fault: unnamed, too small, overlapping or too near to each other, off the glass or across a
/// card's edge; a text cut short, clipped, too small or too pale, at rest and under a finger.
QStringList audit(QQuickWindow& window, const AuditRules& rules);

/// What a page that answers owes: everything that says `firstSeen` lies on it whole, without a turn of it, and there is
/// such a thing. One sentence for each fault.
QStringList auditFirstSeen(const QQuickWindow& window);

/// The bar at the foot of every page, over one page after the other: what belongs there is there, and none of it moves.
class BarAudit {
public:
    explicit BarAudit(double pitch_mm = AuditRules{}.pitch_mm) : pitch_mm_(pitch_mm) {}

    /// `wanted`: the names of the places that this page's bar has to have. One sentence for each fault.
    QStringList audit(QQuickWindow& window, const QStringList& wanted);

private:
    double pitch_mm_;
    QHash<QString, QPoint> places_; ///< the centres by accessible name
};

} // namespace onestop::tests
