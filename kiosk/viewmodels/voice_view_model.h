// SPDX-License-Identifier: Apache-2.0
// 读给我听: whether pages are read aloud in this visit, and the reading of one.
#pragma once

#include <QObject>
#include <QtQmlIntegration>

#include <string>

#include "kiosk/speech/speaker.h"

namespace onestop::viewmodels {

/// What a page says to assistive technology, top to bottom, as sentences; empty for no page. The accessibility tree is
/// the source, so that whatever can be seen can be heard, on pages yet to come too.
QString pageText(QObject* page);

class VoiceViewModel : public QObject {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("made by LobbyViewModel")
    Q_PROPERTY(bool offered READ isOffered NOTIFY changed)
    Q_PROPERTY(bool on READ isOn WRITE setOn NOTIFY changed)

public:
    /// `speaker`: outlives this; nullptr: this kiosk has no voice.
    explicit VoiceViewModel(speech::Speaker* speaker, QObject* parent = nullptr);

    bool isOffered() const { return speaker_ != nullptr && speaker_->isPresent(); }
    bool isOn() const { return on_; }
    void setOn(bool on);
    /// Somebody is listening to this page.
    bool isSaying() const { return speaker_ != nullptr && (speaker_->isSaying() || !rest_.empty()); }
    void setLanguage(catalogue::Language language) {
        language_ = language;
        leavePage();
    }
    /// What is left of the page that is being read is not read on.
    void leavePage() { rest_.clear(); }

    /// Reads a page when the voice is on; a page read before is left off.
    Q_INVOKABLE void read(QObject* page);
    /// Something on the glass was pressed: a tick, whether pages are read or not.
    Q_INVOKABLE void tick();
    /// From time to time: says what one utterance did not hold of a long page, once the part before was said.
    void goOn();
    /// The next person finds it silent.
    void reset();

signals:
    void changed();

private:
    void sayPart();

    speech::Speaker* speaker_;
    catalogue::Language language_ = catalogue::Language::ZhHans;
    bool on_ = false;
    std::string rest_; ///< of the page that is read, yet to be said
};

} // namespace onestop::viewmodels
