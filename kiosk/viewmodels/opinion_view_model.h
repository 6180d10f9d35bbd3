// SPDX-License-Identifier: Apache-2.0
// 意见心愿: about what, the words, and the receipt with its query code; also what becomes of a number for a call back.
// The text is wiped when it is sealed and when the session ends.
#pragma once

#include <QObject>
#include <QtQmlIntegration>

#include "kiosk/viewmodels/rows_model.h"
#include "kiosk/viewmodels/screen_enums.h"
#include "kiosk/viewmodels/snapshot.h"

namespace onestop::viewmodels {

class OpinionViewModel : public QObject {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("made by LobbyViewModel")
    Q_PROPERTY(bool open READ isOpen NOTIFY changed)
    Q_PROPERTY(QString closed READ closed NOTIFY changed)
    Q_PROPERTY(onestop::viewmodels::RowsModel* topics READ topics CONSTANT)
    Q_PROPERTY(QString topic READ topic NOTIFY changed)
    Q_PROPERTY(QString question READ question NOTIFY changed)
    Q_PROPERTY(QString text READ text NOTIFY changed)
    Q_PROPERTY(bool full READ isFull NOTIFY changed)
    Q_PROPERTY(bool sendOffered READ isSendOffered NOTIFY changed)
    Q_PROPERTY(int tone READ tone NOTIFY changed)
    Q_PROPERTY(QString icon READ icon NOTIFY changed)
    Q_PROPERTY(QString headline READ headline NOTIFY changed)
    Q_PROPERTY(QString advice READ advice NOTIFY changed)
    Q_PROPERTY(QString keptFor READ keptFor NOTIFY changed)
    Q_PROPERTY(QString code READ code NOTIFY changed)
    Q_PROPERTY(QString codeInTwoLines READ codeInTwoLines NOTIFY changed)
    Q_PROPERTY(QString printText READ printText NOTIFY changed)

public:
    explicit OpinionViewModel(flows::Lobby& lobby, QObject* parent = nullptr);

    /// False: nothing can be sealed here now.
    bool isOpen() const { return shown_.open; }
    /// Why it is not open, and where to go instead; else empty.
    QString closed() const { return shown_.closed; }
    /// topic (flows::OpinionTopic), label, detail, icon.
    RowsModel* topics() { return &topics_; }
    QString topic() const { return shown_.topic; }
    /// "哪里可以办得更好？": what to write, for the topic.
    QString question() const { return shown_.question; }
    QString text() const { return text_; }
    /// No sign more is taken.
    bool isFull() const { return full_; }
    bool isSendOffered() const { return shown_.open && flows::isOpinion(text_.toStdString()); }

    /// How long what is sealed stays, here and at the district: said before anybody agrees.
    QString keptFor() const { return shown_.kept_for; }

    // The receipt.
    int tone() const { return static_cast<int>(shown_.tone); }
    QString icon() const { return shown_.icon; }
    QString headline() const { return shown_.headline; }
    QString advice() const { return shown_.advice; }
    /// In groups, as on paper; empty: a call back, or nothing was kept.
    QString code() const { return shown_.code; }
    /// The same over two lines, three groups and two: easier to copy than four and one.
    QString codeInTwoLines() const;
    QString printText() const { return shown_.print_text; }

    Q_INVOKABLE void chooseTopic(int topic);
    Q_INVOKABLE void send();
    void write(const QString& characters);
    void erase();

    void reset();
    void update(const Snapshot& snapshot);

signals:
    void changed();

private:
    struct Shown {
        bool open = false;
        QString closed;
        QString topic, question, kept_for;
        Tone tone = Tone::Good;
        QString icon, headline, advice, code, print_text;
        bool operator==(const Shown&) const = default;
    };
    static QString topicLabel(flows::OpinionTopic topic);
    static QString topicQuestion(flows::OpinionTopic topic);
    static void receipt(Shown& shown, const Snapshot& snapshot, const flows::OpinionView& opinion);
    static QString printTextOf(const Snapshot& snapshot, const flows::OpinionView& opinion);
    void wipeText();

    flows::Lobby& lobby_;
    flows::OpinionTopic topic_ = flows::OpinionTopic::Other;
    QString text_;
    bool full_ = false;
    flows::OpinionStage stage_ = flows::OpinionStage::None;
    Shown shown_;
    RowsModel topics_{{"topic", "label", "detail", "iconName"}};
};

} // namespace onestop::viewmodels
