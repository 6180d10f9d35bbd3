// SPDX-License-Identifier: Apache-2.0
// 评价: five levels, then the reasons that belong to the one that was touched. Nothing is chosen beforehand, and
// nothing is sent before 交评价.
#pragma once

#include <QObject>
#include <QtQmlIntegration>

#include "kiosk/viewmodels/digits_view_model.h"
#include "kiosk/viewmodels/rows_model.h"
#include "kiosk/viewmodels/snapshot.h"

namespace onestop::viewmodels {

class RatingViewModel : public QObject {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("made by LobbyViewModel")
    Q_PROPERTY(bool open READ isOpen NOTIFY changed)
    Q_PROPERTY(QString question READ question NOTIFY changed)
    Q_PROPERTY(QString subject READ subject NOTIFY changed)
    Q_PROPERTY(QString reasonsQuestion READ reasonsQuestion NOTIFY changed)
    Q_PROPERTY(bool chosen READ isChosen NOTIFY changed)
    Q_PROPERTY(bool callBackOffered READ isCallBackOffered NOTIFY changed)
    Q_PROPERTY(onestop::viewmodels::DigitsViewModel* phone READ phone CONSTANT)
    Q_PROPERTY(onestop::viewmodels::RowsModel* levels READ levels CONSTANT)
    Q_PROPERTY(onestop::viewmodels::RowsModel* reasons READ reasons CONSTANT)

public:
    explicit RatingViewModel(flows::Lobby& lobby, QObject* parent = nullptr) : QObject(parent), lobby_(lobby) {}

    /// False: there is nothing to rate, and the page says how one gets there.
    bool isOpen() const { return shown_.open; }
    QString question() const { return shown_.question; }
    /// 老年人优待证; 新时代大讲堂.
    QString subject() const { return shown_.subject; }
    /// "好在哪里？", "哪里不好？"; empty until a level was touched.
    QString reasonsQuestion() const { return shown_.reasons_question; }
    bool isChosen() const { return level_ > 0; }
    /// She gave a bad one and may leave a number, once: flows::mayAskForCallBack, and it can be sealed.
    bool isCallBackOffered() const { return shown_.call_back_offered; }
    DigitsViewModel* phone() { return &phone_; }
    RowsModel* levels() { return &levels_; }
    RowsModel* reasons() { return &reasons_; }

    Q_INVOKABLE void chooseLevel(int level);
    /// Touched again it is taken back.
    Q_INVOKABLE void toggleReason(const QString& code);
    Q_INVOKABLE void submit();
    Q_INVOKABLE void askForCallBack();

    /// The session has ended.
    void forget();
    void update(const Snapshot& snapshot);

signals:
    void changed();

private:
    struct Shown {
        bool open = false;
        bool call_back_offered = false;
        QString question, subject, reasons_question;
        int level = 0;
        bool operator==(const Shown&) const = default;
    };
    static QString levelText(int level);
    static QString reasonText(std::string_view code);
    void reset();
    void show();

    flows::Lobby& lobby_;
    Shown next_; ///< as the lobby says; shown_ adds what was touched
    Shown shown_;
    flows::RatingSubject subject_ = flows::RatingSubject::Ticket;
    std::string subject_id_;
    int level_ = 0;
    std::vector<std::string> touched_;
    int given_level_ = 0;      ///< of the rating that was submitted last
    bool called_back_ = false; ///< a number was left for it
    DigitsViewModel phone_{flows::kShortestPhone_digits, flows::kLongestPhone_digits, 3};
    RowsModel levels_{{"level", "label", "iconName", "chosen"}};
    RowsModel reasons_{{"code", "label", "chosen"}};
};

} // namespace onestop::viewmodels
