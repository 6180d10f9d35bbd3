// SPDX-License-Identifier: Apache-2.0
// 大字 English: care mode, contrast, low reach and language of this session; the next person finds the default again.
#pragma once

#include <QObject>
#include <QtQmlIntegration>

#include "sync/catalogue/localized.h"

namespace onestop::viewmodels {

class SettingsViewModel : public QObject {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("made by LobbyViewModel")
    Q_PROPERTY(bool care READ care WRITE setCare NOTIFY changed)
    Q_PROPERTY(bool highContrast READ highContrast WRITE setHighContrast NOTIFY changed)
    Q_PROPERTY(bool lowReach READ lowReach WRITE setLowReach NOTIFY changed)
    Q_PROPERTY(bool lowReachOffered READ lowReachOffered NOTIFY changed)
    Q_PROPERTY(Language language READ languageIndex WRITE setLanguageIndex NOTIFY languageChanged)
    Q_PROPERTY(QString textFamily READ textFamily NOTIFY languageChanged)

public:
    enum Language { ZhHans, ZhHant, En };
    Q_ENUM(Language)

    explicit SettingsViewModel(QObject* parent = nullptr) : QObject(parent) {}

    bool care() const { return care_; }
    void setCare(bool care);
    bool highContrast() const { return high_contrast_; }
    void setHighContrast(bool high_contrast);
    bool lowReach() const { return low_reach_; }
    void setLowReach(bool low_reach);
    /// Not where the glass hangs so low that everything is in reach as it is. It belongs to the kiosk, not to the
    /// visit.
    bool lowReachOffered() const { return low_reach_offered_; }
    void setLowReachOffered(bool offered);
    catalogue::Language language() const { return language_; }
    void setLanguage(catalogue::Language language);
    Language languageIndex() const { return static_cast<Language>(language_); }
    void setLanguageIndex(Language language) { setLanguage(static_cast<catalogue::Language>(language)); }
    /// Noto Sans CJK in the shapes of the language.
    QString textFamily() const;

    void reset();

signals:
    void changed();
    void languageChanged();

private:
    bool care_ = false;
    bool high_contrast_ = false;
    bool low_reach_ = false;
    bool low_reach_offered_ = true;
    catalogue::Language language_ = catalogue::Language::ZhHans;
};

} // namespace onestop::viewmodels
