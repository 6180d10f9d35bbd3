// SPDX-License-Identifier: Apache-2.0
// What stands over the keyboard: pinyin that is being typed, or a character that a finger writes, and what it may
// become; else the marks. It holds no text: what is finished is told as written(). Without an engine English and
// figures are typed all the same.
#pragma once

#include <QList>
#include <QObject>
#include <QPointF>
#include <QSocketNotifier>
#include <QtQmlIntegration>

#include <memory>

#include "kiosk/input/input_engine.h"
#include "kiosk/viewmodels/rows_model.h"
#include "sync/catalogue/localized.h"

namespace onestop::viewmodels {

class TypingViewModel : public QObject {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("made by LobbyViewModel")
    Q_PROPERTY(bool pinyin READ isPinyin NOTIFY changed)
    Q_PROPERTY(bool pinyinOffered READ isPinyinOffered NOTIFY changed)
    Q_PROPERTY(bool handwriting READ isHandwriting NOTIFY changed)
    Q_PROPERTY(bool handwritingOffered READ isHandwritingOffered NOTIFY changed)
    Q_PROPERTY(int strokes READ strokes NOTIFY changed)
    Q_PROPERTY(QString typed READ typed NOTIFY changed)
    Q_PROPERTY(bool turnBackOffered READ isTurnBackOffered NOTIFY changed)
    Q_PROPERTY(bool turnOnOffered READ isTurnOnOffered NOTIFY changed)
    Q_PROPERTY(QString trouble READ trouble NOTIFY changed)
    Q_PROPERTY(onestop::viewmodels::RowsModel* candidates READ candidates CONSTANT)

public:
    /// `engine`: outlives this; nullptr: no pinyin here.
    explicit TypingViewModel(input::InputEngine* engine, QObject* parent = nullptr);
    ~TypingViewModel() override;

    /// Letters are pinyin; else they are what they are.
    bool isPinyin() const { return pinyin_; }
    bool isPinyinOffered() const { return engine_ != nullptr && engine_->isPresent(); }
    /// A finger writes.
    bool isHandwriting() const { return handwriting_; }
    /// Where simplified characters are read: there is no model of others.
    bool isHandwritingOffered() const { return isPinyinOffered() && language_ == catalogue::Language::ZhHans; }
    /// Of the character that is being written.
    int strokes() const { return strokes_; }
    /// "da peng"; empty: nothing is being typed.
    QString typed() const { return typed_; }
    bool isTurnBackOffered() const { return turn_back_; }
    bool isTurnOnOffered() const { return turn_on_; }
    /// Said over the keyboard when there is no pinyin now; else empty.
    QString trouble() const { return trouble_; }
    /// What the letters may become: text.
    RowsModel* candidates() { return &candidates_; }

    /// A page with this keyboard is opened, or the language of the screen has changed.
    void open(catalogue::Language language);

    /// A key of the keyboard: a letter, a figure, a mark or a blank.
    Q_INVOKABLE void press(const QString& sign);
    /// A stroke of the finger: points in the measure of the longer side of where it writes, 0 to 1.
    Q_INVOKABLE void write(const QList<QPointF>& stroke);
    /// The last letter or stroke that is being typed; else of the text: erased().
    Q_INVOKABLE void erase();
    /// The character that is being written goes; the text stays.
    Q_INVOKABLE void rewrite();
    Q_INVOKABLE void choose(int number);
    /// To the next candidates (1) or back (-1).
    Q_INVOKABLE void turn(int direction);
    /// 中/英.
    Q_INVOKABLE void switchPinyin();
    /// 手写/拼音.
    Q_INVOKABLE void switchHandwriting();

    /// The engine ends, and nothing that was typed stays.
    void reset();

signals:
    void changed();
    void written(const QString& text);
    void erased();

private:
    void send(const input::Keystroke& keystroke);
    void watch();
    void stopWatching();
    void hear(const std::optional<input::Composition>& composition);
    void show(const input::Composition& composition);
    void setPinyin(bool pinyin);
    static QString noPinyin();

    input::InputEngine* engine_;
    std::unique_ptr<QSocketNotifier> notifier_;
    catalogue::Language language_ = catalogue::Language::ZhHans;
    bool begun_ = false; ///< an engine has been told the script of this visit
    bool pinyin_ = false;
    bool handwriting_ = false;
    int strokes_ = 0;
    bool turn_back_ = false;
    bool turn_on_ = false;
    QString typed_;
    QString after_; ///< a mark or a blank that follows what is being typed
    QString trouble_;
    RowsModel candidates_{{"text"}};
};

} // namespace onestop::viewmodels
