// SPDX-License-Identifier: Apache-2.0
#include "kiosk/viewmodels/voice_view_model.h"

#include <algorithm>
#include <string_view>
#include <tuple>
#include <utility>
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

/// What one utterance holds of it, to the end of a sentence if there is one, and never to the middle of a character.
std::string takePart(std::string& text) {
    if (text.size() <= speech::kTextBytesMost) return std::exchange(text, {});
    std::size_t end = speech::kTextBytesMost;
    while ((text[end] & 0xC0) == 0x80)
        --end;
    std::size_t sentence = 0;
    for (const std::string_view mark : {"。", "！", "？", ". ", "! ", "? "})
        if (const auto at = text.rfind(mark, end - mark.size()); at != std::string::npos)
            sentence = std::max(sentence, at + mark.size());
    if (sentence > 0) end = sentence;
    std::string part = text.substr(0, end);
    text.erase(0, end);
    return part;
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
    rest_.clear();
    if (!on_) speaker_->say({});
    emit changed();
}

void VoiceViewModel::read(QObject* page) {
    if (!on_) return;
    rest_ = pageText(page).toStdString();
    if (rest_.empty())
        speaker_->say({});
    else
        sayPart();
}

void VoiceViewModel::tick() {
    if (isOffered()) speaker_->say({speech::UtteranceKind::Press, language_, {}});
}

void VoiceViewModel::goOn() {
    if (!isOffered()) rest_.clear();
    if (!rest_.empty() && !speaker_->isSaying()) sayPart();
}

void VoiceViewModel::sayPart() { speaker_->say({speech::UtteranceKind::Page, language_, takePart(rest_)}); }

void VoiceViewModel::reset() {
    setOn(false);
    emit changed(); // a speaker may have come or gone
}

} // namespace onestop::viewmodels
