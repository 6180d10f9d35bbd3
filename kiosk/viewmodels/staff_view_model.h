// SPDX-License-Identifier: Apache-2.0
// The staff's pages: the PIN as it is typed, the state of the kiosk, a new roll step by step, a check-in taken back,
// and this kiosk closed or opened. What cannot be taken back asks once. The digits are wiped as soon as they are tried.
#pragma once

#include <QObject>
#include <QtQmlIntegration>

#include <string>

#include "kiosk/flows/staff_desk.h"
#include "kiosk/viewmodels/rows_model.h"
#include "kiosk/viewmodels/snapshot.h"

namespace onestop::viewmodels {

class StaffViewModel : public QObject {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("made by LobbyViewModel")
    Q_PROPERTY(bool offered READ isOffered NOTIFY changed)
    Q_PROPERTY(bool pinAsked READ isPinAsked NOTIFY changed)
    Q_PROPERTY(QString pinMessage READ pinMessage NOTIFY changed)
    Q_PROPERTY(bool codeOffered READ isCodeOffered NOTIFY changed)
    Q_PROPERTY(QString codeRefused READ codeRefused NOTIFY changed)
    Q_PROPERTY(QString pinDots READ pinDots NOTIFY changed)
    Q_PROPERTY(bool pinTyped READ isPinTyped NOTIFY changed)
    Q_PROPERTY(QString fault READ fault NOTIFY changed)
    Q_PROPERTY(QString rollHeadline READ rollHeadline NOTIFY changed)
    Q_PROPERTY(QString rollAdvice READ rollAdvice NOTIFY changed)
    Q_PROPERTY(QString rollIcon READ rollIcon NOTIFY changed)
    Q_PROPERTY(bool rollUnderWay READ isRollUnderWay NOTIFY changed)
    Q_PROPERTY(bool logOffered READ isLogOffered NOTIFY changed)
    Q_PROPERTY(QString logExport READ logExportText NOTIFY changed)
    Q_PROPERTY(bool exportingLog READ isExportingLog NOTIFY changed)
    Q_PROPERTY(bool closed READ isClosed NOTIFY changed)
    Q_PROPERTY(bool closeAsked READ isCloseAsked NOTIFY changed)
    Q_PROPERTY(bool undoAsked READ isUndoAsked NOTIFY changed)
    Q_PROPERTY(QString undoQuestion READ undoQuestion NOTIFY changed)
    Q_PROPERTY(onestop::viewmodels::RowsModel* overview READ overview CONSTANT)
    Q_PROPERTY(onestop::viewmodels::RowsModel* admitted READ admitted CONSTANT)

public:
    /// `desk`: outlives this; nullptr: this program has none.
    explicit StaffViewModel(flows::StaffDesk* desk, QObject* parent = nullptr);

    bool isOffered() const { return desk_ != nullptr; }
    /// False while the pages stay shut: no PIN is set, or whoever guesses has to wait.
    bool isPinAsked() const { return shown_.pin_asked; }
    QString pinMessage() const { return shown_.pin_message; }
    /// A code of the hub's can be held to the scanner instead.
    bool isCodeOffered() const { return shown_.code_offered; }
    /// Why the last one did not open the pages, and what to do now; else empty.
    QString codeRefused() const { return shown_.code_refused; }
    /// One dot for each digit.
    QString pinDots() const { return QString(static_cast<int>(pin_.size()), QChar(0x25CF)); }
    bool isPinTyped() const { return !pin_.empty(); }
    /// That the last act could not be written; else empty.
    QString fault() const { return shown_.fault; }
    QString rollHeadline() const { return shown_.roll_headline; }
    QString rollAdvice() const { return shown_.roll_advice; }
    QString rollIcon() const { return shown_.roll_icon; }
    bool isRollUnderWay() const { return shown_.roll_under_way; }
    /// False where nobody could write a stick: a desk, a rehearsal.
    bool isLogOffered() const { return shown_.log_offered; }
    /// Where the export of the log stands and what to do now; empty when none was asked for.
    QString logExportText() const { return shown_.log_export; }
    bool isExportingLog() const { return shown_.exporting_log; }
    bool isClosed() const { return shown_.closed; }
    bool isCloseAsked() const { return close_asked_; }
    bool isUndoAsked() const { return !undo_asked_.empty(); }
    QString undoQuestion() const { return shown_.undo_question; }
    /// StaffOverview::rows.
    RowsModel* overview() { return &overview_; }
    /// Codes admitted today, the latest first: tokenId, time, title, people.
    RowsModel* admitted() { return &admitted_; }

    Q_INVOKABLE void type(const QString& digit);
    Q_INVOKABLE void erase();
    Q_INVOKABLE void clear();
    Q_INVOKABLE void enter();
    Q_INVOKABLE void beginRollChange();
    Q_INVOKABLE void endRollChange();
    Q_INVOKABLE void exportLog();
    Q_INVOKABLE void askClose();
    Q_INVOKABLE void closeKiosk();
    Q_INVOKABLE void openKiosk();
    Q_INVOKABLE void askUndo(const QString& tokenId);
    Q_INVOKABLE void undo();
    /// What was asked is left as it is.
    Q_INVOKABLE void keep();

    /// The page of the PIN is open, or no longer.
    void standAtDoor(bool stands);
    void reset();
    void update(const Snapshot& snapshot);

signals:
    void changed();

private:
    struct Shown {
        bool pin_asked = false, code_offered = false, roll_under_way = false, closed = false;
        bool log_offered = false, exporting_log = false;
        QString pin_message, code_refused, fault, roll_headline, roll_advice, roll_icon, log_export, undo_question;
        bool operator==(const Shown&) const = default;
    };
    static QString codeText(catalogue::StaffCodeOutcome refused, const Snapshot& snapshot);
    static QString pinText(const flows::StaffState& staff);
    static QString logText(const flows::StaffState& staff);
    static void describeRoll(flows::RollProgress roll, Shown& shown);
    void listAdmitted(const Snapshot& snapshot, Shown& shown);

    flows::StaffDesk* desk_;
    Shown shown_;
    std::string pin_;
    bool close_asked_ = false;
    std::string undo_asked_; ///< token_id
    RowsModel overview_;
    RowsModel admitted_{{"tokenId", "time", "title", "people"}};
};

} // namespace onestop::viewmodels
