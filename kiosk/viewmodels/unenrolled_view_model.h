// SPDX-License-Identifier: Apache-2.0
// A machine that nobody's identity is on yet: its code, what the technician does now, why the last stick was refused.
// Whoever stands before it cannot choose a language, so each text is there twice: in Chinese and in English.
#pragma once

#include <QObject>
#include <QTranslator>
#include <QtQmlIntegration>

#include "kiosk/viewmodels/rows_model.h"

namespace onestop::viewmodels {

class UnenrolledViewModel : public QObject {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("made by the program")
    Q_PROPERTY(QString title READ title CONSTANT)
    Q_PROPERTY(QString titleInEnglish READ titleInEnglish CONSTANT)
    Q_PROPERTY(QString codeCaption READ codeCaption CONSTANT)
    Q_PROPERTY(QString codeCaptionInEnglish READ codeCaptionInEnglish CONSTANT)
    Q_PROPERTY(QString residents READ residents CONSTANT)
    Q_PROPERTY(QString residentsInEnglish READ residentsInEnglish CONSTANT)
    Q_PROPERTY(QString version READ version CONSTANT)
    Q_PROPERTY(onestop::viewmodels::RowsModel* steps READ steps CONSTANT)
    Q_PROPERTY(QString code READ code NOTIFY changed)
    Q_PROPERTY(QString qr READ qr NOTIFY changed)
    Q_PROPERTY(QString refusal READ refusal NOTIFY changed)

public:
    explicit UnenrolledViewModel(const QString& version, QObject* parent = nullptr);

    QString title() const { return title_.words; }
    QString titleInEnglish() const { return title_.english; }
    QString codeCaption() const { return code_caption_.words; }
    QString codeCaptionInEnglish() const { return code_caption_.english; }
    QString residents() const { return residents_.words; } ///< what to do instead, for who came to be served
    QString residentsInEnglish() const { return residents_.english; }
    QString version() const { return version_; } ///< "Onestop 0.1.0"
    RowsModel* steps() { return &steps_; }       ///< number, words, english, icon
    QString code() const { return code_; }       ///< "123 456 789"; empty while nothing tells this machine from others
    QString qr() const;                          ///< "OS1M:123456789"; empty with the code
    QString refusal() const { return refusal_; } ///< a sentence, again in English, and the wrong line; or nothing

    /// As people read it, or nothing.
    void setCode(const QString& code);
    /// What onestop-stick wrote: a word, and after "settings" the line that is wrong. Empty: nothing was refused.
    void setRefusal(const QString& told);

signals:
    void changed();

private:
    struct Said {
        QString words, english;
    };
    Said say(const char* source) const;
    Said sentenceOf(const QString& reason) const;

    QTranslator english_;
    QString version_;
    Said title_, code_caption_, residents_;
    RowsModel steps_{{"number", "words", "english", "icon"}};
    QString code_, told_, refusal_;
};

} // namespace onestop::viewmodels
