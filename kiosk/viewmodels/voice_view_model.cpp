// SPDX-License-Identifier: Apache-2.0
#include "kiosk/viewmodels/voice_view_model.h"

#include <algorithm>
#include <tuple>
#include <vector>

#include <QAccessible>
#include <QRect>

namespace onestop::viewmodels {

namespace {

/// Things that are one thing to the ear, whatever they are made of.
bool isWhole(QAccessible::Role role) {
    using enum QAccessible::Role;
    return role == StaticText || role == Button || role == CheckBox || role == RadioButton || role == EditableText ||
           role == ListItem || role == Graphic;
}

void collect(QAccessibleInterface* item, QStringList& sentences) {
    if (item == nullptr || item->state().invisible) return;
    const QString name = item->text(QAccessible::Name).simplified();
    if (isWhole(item->role())) {
        if (!name.isEmpty()) sentences.append(name);
        if (item->role() == QAccessible::EditableText) return; // what somebody typed is not for the whole lobby's ears
        const QString description = item->text(QAccessible::Description).simplified();
        if (!description.isEmpty() && description != name) sentences.append(description);
        return;
    }
    std::vector<QAccessibleInterface*> children;
    for (int i = 0; i < item->childCount(); ++i)
        if (auto* child = item->child(i)) children.push_back(child);
    std::ranges::stable_sort(children, {}, [](QAccessibleInterface* child) {
        return std::tuple(child->rect().top(), child->rect().left());
    });
    for (auto* child : children)
        collect(child, sentences);
}

} // namespace

QString pageText(QObject* page) {
    QStringList sentences;
    if (page != nullptr) collect(QAccessible::queryAccessibleInterface(page), sentences);
    sentences.removeDuplicates();
    return sentences.join(QStringLiteral("。"));
}

VoiceViewModel::VoiceViewModel(speech::Speaker* speaker, QObject* parent) : QObject(parent), speaker_(speaker) {}

void VoiceViewModel::setOn(bool on) {
    if (on_ == on || (on && !isOffered())) return;
    on_ = on;
    if (!on_) speaker_->say({});
    emit changed();
}

void VoiceViewModel::read(QObject* page) {
    if (!on_) return;
    speech::Utterance utterance{speech::UtteranceKind::Page, language_, pageText(page).toStdString()};
    if (utterance.text.size() > speech::kTextBytesMost) { // never in the middle of a character
        std::size_t end = speech::kTextBytesMost;
        while ((utterance.text[end] & 0xC0) == 0x80)
            --end;
        utterance.text.resize(end);
    }
    if (utterance.text.empty()) utterance = {};
    speaker_->say(utterance);
}

void VoiceViewModel::reset() {
    setOn(false);
    emit changed(); // a speaker may have come or gone
}

} // namespace onestop::viewmodels
