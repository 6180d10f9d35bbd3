// SPDX-License-Identifier: Apache-2.0
// One service item: what to bring, where, when, how long the queue is, and whether a number can be had now.
#pragma once

#include <QObject>
#include <QtQmlIntegration>

#include "kiosk/viewmodels/rows_model.h"
#include "kiosk/viewmodels/snapshot.h"

namespace onestop::viewmodels {

class ItemViewModel : public QObject {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("made by LobbyViewModel")
    Q_PROPERTY(QString name READ name NOTIFY changed)
    Q_PROPERTY(QString description READ description NOTIFY changed)
    Q_PROPERTY(QString department READ department NOTIFY changed)
    Q_PROPERTY(QString fee READ fee NOTIFY changed)
    Q_PROPERTY(QString audience READ audience NOTIFY changed)
    Q_PROPERTY(QString place READ place NOTIFY changed)
    Q_PROPERTY(QString hours READ hours NOTIFY changed)
    Q_PROPERTY(QString queue READ queue NOTIFY changed)
    Q_PROPERTY(QString absence READ absence NOTIFY changed)
    Q_PROPERTY(QString elsewhere READ elsewhere NOTIFY changed)
    Q_PROPERTY(QString nearest READ nearest NOTIFY changed)
    Q_PROPERTY(QString refusal READ refusal NOTIFY changed)
    Q_PROPERTY(QString cardConsent READ cardConsent NOTIFY changed)
    Q_PROPERTY(QString caution READ caution NOTIFY changed)
    Q_PROPERTY(QString share READ share NOTIFY changed)
    Q_PROPERTY(bool ticketOffered READ ticketOffered NOTIFY changed)
    Q_PROPERTY(bool printOffered READ printOffered NOTIFY changed)
    Q_PROPERTY(QString printing READ printing NOTIFY changed)
    Q_PROPERTY(onestop::viewmodels::RowsModel* materials READ materials CONSTANT)
    Q_PROPERTY(onestop::viewmodels::RowsModel* places READ places CONSTANT)

public:
    explicit ItemViewModel(QObject* parent = nullptr);

    QString name() const { return shown_.name; }
    QString description() const { return shown_.description; }
    QString department() const { return shown_.department; }
    QString fee() const { return shown_.fee; }
    QString audience() const { return shown_.audience; }
    QString place() const { return shown_.place; }
    QString hours() const { return shown_.hours; }
    /// That it is not done in this house, and where the nearest is that does it; empty when it is done here.
    QString absence() const { return shown_.absence; }
    /// "别处也能办：3 处"; empty when nothing is known of other houses.
    QString elsewhere() const { return shown_.elsewhere; }
    /// "最近：…", of what is done here too.
    QString nearest() const { return shown_.nearest; }
    /// "4 人 · 约 8–15 分钟"; empty when the queue is not known.
    QString queue() const { return shown_.queue; }
    /// Why no number can be had now, and when next; empty when one can.
    QString refusal() const { return shown_.refusal; }
    /// The first layer of the consent: what a card is for here, and that it can be done without.
    QString cardConsent() const { return shown_.card_consent; }
    /// "以窗口为准" when the item was not reviewed within a year.
    QString caution() const { return shown_.caution; }
    /// What to bring, where and when, for a QR code: any phone shows it, no network and no address is needed.
    QString share() const { return shown_.share; }
    bool ticketOffered() const { return shown_.ticket_offered; }
    bool printOffered() const { return shown_.print_offered; }
    QString printing() const { return shown_.printing; }
    RowsModel* materials() { return &materials_; }
    /// The other houses, nearest first: the rows of Places.
    RowsModel* places() { return &places_; }

    const std::string& itemId() const { return item_id_; }
    void choose(std::string item_id) { item_id_ = std::move(item_id); }
    void update(const Snapshot& snapshot);

signals:
    void changed();

private:
    struct Shown {
        QString name, description, department, fee, audience, place, hours, absence, elsewhere, nearest, queue, refusal,
            caution, printing, share, card_consent;
        bool ticket_offered = false;
        bool print_offered = false;
        bool operator==(const Shown&) const = default;
    };
    Shown derive(const Snapshot& snapshot, const catalogue::ServiceItem& item) const;
    void tellPlaces(const Snapshot& snapshot, const catalogue::ServiceItem& item, Shown& shown) const;
    QString shareText(const Shown& shown, const Snapshot& snapshot, const catalogue::ServiceItem& item) const;

    std::string item_id_;
    Shown shown_;
    RowsModel materials_{{"name", "note"}};
    RowsModel places_;
};

} // namespace onestop::viewmodels
