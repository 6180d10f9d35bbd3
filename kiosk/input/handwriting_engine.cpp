// SPDX-License-Identifier: Apache-2.0
#include "kiosk/input/handwriting_engine.h"

#include <algorithm>

#include <zinnia.h>

namespace onestop::input {

namespace {

constexpr int kSquare = 1000;
/// Of the square: large, as most are in the model; and small, for 口, which is 囗 when it is large.
constexpr int kFilled[] = {800, 550};

struct Destroy {
    void operator()(zinnia_recognizer_t* recognizer) const { zinnia_recognizer_destroy(recognizer); }
    void operator()(zinnia_character_t* character) const { zinnia_character_destroy(character); }
    void operator()(zinnia_result_t* result) const { zinnia_result_destroy(result); }
};

struct Box {
    int left = kInkMost, top = kInkMost, right = 0, bottom = 0;
    int side() const { return std::max({right - left, bottom - top, 1}); }
};

Box boxOf(const std::vector<InkStroke>& strokes) {
    Box box;
    for (const auto& stroke : strokes) {
        for (const auto& [x, y] : stroke) {
            box.left = std::min(box.left, x);
            box.right = std::max(box.right, x);
            box.top = std::min(box.top, y);
            box.bottom = std::max(box.bottom, y);
        }
    }
    return box;
}

} // namespace

struct HandwritingEngine::Recognizer {
    std::unique_ptr<zinnia_recognizer_t, Destroy> handle{zinnia_recognizer_new()};
};

HandwritingEngine::HandwritingEngine(std::unique_ptr<Recognizer> recognizer) : recognizer_(std::move(recognizer)) {}
HandwritingEngine::~HandwritingEngine() = default;
HandwritingEngine::HandwritingEngine(HandwritingEngine&&) noexcept = default;
HandwritingEngine& HandwritingEngine::operator=(HandwritingEngine&&) noexcept = default;

tl::expected<HandwritingEngine, EngineFailure> HandwritingEngine::open(const std::string& model) {
    auto recognizer = std::make_unique<Recognizer>();
    if (!recognizer->handle || zinnia_recognizer_open(recognizer->handle.get(), model.c_str()) == 0)
        return tl::unexpected(EngineFailure{"zinnia cannot read its model " + model});
    return HandwritingEngine(std::move(recognizer));
}

std::vector<InkStroke> fitted(const std::vector<InkStroke>& strokes, int filled) {
    const Box box = boxOf(strokes);
    const auto place = [&](int at, int from, int to) {
        return kSquare / 2 + (2 * at - from - to) * filled / (2 * box.side());
    };
    auto moved = strokes;
    for (auto& stroke : moved) {
        for (auto& point : stroke)
            point = {place(point.x, box.left, box.right), place(point.y, box.top, box.bottom)};
    }
    return moved;
}

std::vector<std::string> HandwritingEngine::recognised(int filled) const {
    const std::unique_ptr<zinnia_character_t, Destroy> character(zinnia_character_new());
    zinnia_character_set_width(character.get(), kSquare);
    zinnia_character_set_height(character.get(), kSquare);
    std::size_t number = 0;
    for (const auto& stroke : fitted(strokes_, filled)) {
        for (const auto& [x, y] : stroke)
            zinnia_character_add(character.get(), number, x, y);
        ++number;
    }
    const std::unique_ptr<zinnia_result_t, Destroy> result(
        zinnia_recognizer_classify(recognizer_->handle.get(), character.get(), kCandidatesMost));
    std::vector<std::string> characters;
    for (std::size_t i = 0; result && i < zinnia_result_size(result.get()); ++i)
        characters.emplace_back(zinnia_result_value(result.get(), i));
    return characters;
}

// The likeliest of each size first.
void HandwritingEngine::recognise() {
    candidates_.clear();
    if (strokes_.empty()) return;
    const std::vector<std::string> sizes[] = {recognised(kFilled[0]), recognised(kFilled[1])};
    for (std::size_t i = 0; i < kCandidatesMost; ++i) {
        for (const auto& characters : sizes) {
            const bool offered = i < characters.size() && candidates_.size() < kCandidatesMost &&
                                 std::ranges::find(candidates_, characters[i]) == candidates_.end();
            if (offered) candidates_.push_back(characters[i]);
        }
    }
}

Composition HandwritingEngine::press(const Keystroke& keystroke) {
    Composition composition;
    if (keystroke.kind == KeystrokeKind::Stroke && strokes_.size() < kStrokesMost)
        strokes_.push_back(keystroke.stroke);
    else if (keystroke.kind == KeystrokeKind::Erase && !strokes_.empty())
        strokes_.pop_back();
    else if (keystroke.kind == KeystrokeKind::Choose &&
             static_cast<std::size_t>(keystroke.number) < candidates_.size()) {
        composition.written = candidates_[static_cast<std::size_t>(keystroke.number)];
        strokes_.clear();
    }
    recognise();
    for (std::size_t i = 0; i < strokes_.size(); ++i)
        composition.typed += "·";
    composition.candidates = candidates_;
    return composition;
}

} // namespace onestop::input
