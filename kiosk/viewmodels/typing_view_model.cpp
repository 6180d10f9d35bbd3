// SPDX-License-Identifier: Apache-2.0
#include "kiosk/viewmodels/typing_view_model.h"

#include <algorithm>
#include <utility>

namespace onestop::viewmodels {

using input::Keystroke;

namespace {

bool isLetter(const QString& sign) {
    return sign.size() == 1 && sign[0] >= QLatin1Char('a') && sign[0] <= QLatin1Char('z');
}

/// In the engine's measure, and no more points than a packet takes, evenly chosen.
input::InkStroke inkOf(const QList<QPointF>& stroke) {
    const auto inside = [](qreal at) { return std::clamp(static_cast<int>(at * input::kInkMost), 0, input::kInkMost); };
    const auto all = static_cast<std::size_t>(stroke.size());
    const std::size_t kept = std::min(all, input::kPointsMost);
    input::InkStroke ink;
    ink.reserve(kept);
    for (std::size_t i = 0; i < kept; ++i) {
        const auto& point = stroke[static_cast<qsizetype>(kept > 1 ? i * (all - 1) / (kept - 1) : 0)];
        ink.push_back({inside(point.x()), inside(point.y())});
    }
    return ink;
}

} // namespace

TypingViewModel::TypingViewModel(input::InputEngine* engine, QObject* parent) : QObject(parent), engine_(engine) {
    if (engine_) engine_->observe([this](const std::optional<input::Composition>& composition) { hear(composition); });
}

TypingViewModel::~TypingViewModel() {
    if (!engine_) return;
    engine_->observe({});
    notifier_.reset();
    engine_->end();
}

void TypingViewModel::open(catalogue::Language language) {
    const bool by_hand = handwriting_;
    reset(); // another page or another script: what was being typed is no word of it
    language_ = language;
    const bool chinese = language_ != catalogue::Language::En;
    trouble_ = chinese && !isPinyinOffered() ? noPinyin() : QString();
    handwriting_ = by_hand && isHandwritingOffered();
    setPinyin(chinese && isPinyinOffered() && !handwriting_);
}

QString TypingViewModel::noPinyin() { return tr("拼音现在用不了，可以打英文和数字。"); }

void TypingViewModel::setPinyin(bool pinyin) {
    pinyin_ = pinyin;
    emit changed();
}

void TypingViewModel::switchPinyin() {
    const bool pinyin = !pinyin_ && isPinyinOffered();
    reset();
    setPinyin(pinyin);
}

void TypingViewModel::switchHandwriting() {
    const bool handwriting = !handwriting_ && isHandwritingOffered();
    reset();
    handwriting_ = handwriting;
    setPinyin(!handwriting && isPinyinOffered());
}

void TypingViewModel::write(const QList<QPointF>& stroke) {
    if (!handwriting_ || stroke.isEmpty() || strokes_ == static_cast<int>(input::kStrokesMost)) return;
    ++strokes_;
    emit changed();
    send(Keystroke::ofStroke(inkOf(stroke)));
}

void TypingViewModel::rewrite() {
    while (strokes_ > 0)
        erase();
}

void TypingViewModel::press(const QString& sign) {
    if (pinyin_ && isLetter(sign))
        send(Keystroke::ofLetter(sign[0].toLatin1()));
    else if (typed_.isEmpty() && strokes_ == 0)
        emit written(sign);
    else if (candidates_.count() > 0) { // the first candidate, then the mark; a blank only chooses
        after_ = sign == QLatin1String(" ") ? QString() : sign;
        choose(0);
    }
}

void TypingViewModel::erase() {
    if (strokes_ == 0 && typed_.isEmpty()) return emit erased();
    strokes_ = std::max(0, strokes_ - 1);
    send(Keystroke::erase());
    emit changed();
}

void TypingViewModel::choose(int number) {
    if (number >= 0 && number < candidates_.count()) send(Keystroke::choose(number));
}

void TypingViewModel::turn(int direction) {
    if (direction > 0 ? turn_on_ : turn_back_) send(Keystroke::turn(direction > 0 ? 1 : -1));
}

void TypingViewModel::send(const Keystroke& keystroke) {
    if (!std::exchange(begun_, true)) {
        const bool traditional = language_ == catalogue::Language::ZhHant;
        engine_->send(Keystroke::write(traditional ? input::Script::Traditional : input::Script::Simplified));
    }
    if (begun_) engine_->send(keystroke); // an engine that is not there has said so already
    watch();
}

void TypingViewModel::watch() {
    const int descriptor = engine_->descriptor();
    if (notifier_ && notifier_->socket() == descriptor) return;
    stopWatching();
    if (descriptor < 0) return;
    notifier_ = std::make_unique<QSocketNotifier>(descriptor, QSocketNotifier::Read);
    connect(notifier_.get(), &QSocketNotifier::activated, this, [this] {
        engine_->receive();
        watch();
    });
}

void TypingViewModel::stopWatching() {
    if (!notifier_) return;
    notifier_->setEnabled(false);
    notifier_.release()->deleteLater(); // it may be the one that called
}

void TypingViewModel::hear(const std::optional<input::Composition>& composition) {
    if (!composition) {
        reset();
        trouble_ = noPinyin();
        return setPinyin(false);
    }
    if (!composition->written.empty()) {
        strokes_ = 0;
        emit written(QString::fromStdString(composition->written));
    }
    show(*composition);
    if (after_.isEmpty()) return;
    if (typed_.isEmpty())
        emit written(std::exchange(after_, {}));
    else
        choose(0); // only the beginning was chosen: the rest as well
}

void TypingViewModel::show(const input::Composition& composition) {
    typed_ = QString::fromStdString(composition.typed);
    turn_back_ = composition.page > 0;
    turn_on_ = composition.more;
    std::vector<RowsModel::Row> rows;
    for (const auto& candidate : composition.candidates)
        rows.push_back({QString::fromStdString(candidate)});
    candidates_.setRows(std::move(rows));
    emit changed();
}

void TypingViewModel::reset() {
    stopWatching();
    if (engine_) engine_->end();
    begun_ = false;
    typed_.fill(QLatin1Char(' ')); // what was typed does not stay in memory either
    after_.clear();
    trouble_.clear();
    pinyin_ = false;
    handwriting_ = false;
    strokes_ = 0;
    show({});
}

} // namespace onestop::viewmodels
