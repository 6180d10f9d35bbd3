// SPDX-License-Identifier: Apache-2.0
// A character that a finger writes, recognised by zinnia with the simplified Chinese model of Tegaki: for those who
// never learnt pinyin. Nothing is learnt, the model is only read.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include <tl/expected.hpp>

#include "kiosk/input/engine_failure.h"
#include "kiosk/input/keystroke.h"

namespace onestop::input {

/// Debian: tegaki-zinnia-simplified-chinese, 6,763 characters of GB 2312, 27 MB read as far as it is used.
inline constexpr const char* kHandwritingModel = "/usr/share/tegaki/models/zinnia/handwriting-zh_CN.model";

/// The strokes in the middle of a square of 1,000, the longer side of the character `filled` of it, whatever the size
/// they were written in: the model expects characters that fill their square.
std::vector<InkStroke> fitted(const std::vector<InkStroke>& strokes, int filled);

class HandwritingEngine {
public:
    static tl::expected<HandwritingEngine, EngineFailure> open(const std::string& model = kHandwritingModel);
    ~HandwritingEngine();
    HandwritingEngine(HandwritingEngine&&) noexcept;
    HandwritingEngine& operator=(HandwritingEngine&&) noexcept;

    /// A character has been begun: until it is chosen or taken back, Erase and Choose are about it.
    bool isWriting() const { return !strokes_.empty(); }
    /// Stroke, Erase or Choose; others change nothing. Some 10 ms.
    Composition press(const Keystroke& keystroke);

private:
    struct Recognizer;
    explicit HandwritingEngine(std::unique_ptr<Recognizer> recognizer);
    void recognise();
    std::vector<std::string> recognised(int filled) const;

    std::unique_ptr<Recognizer> recognizer_;
    std::vector<InkStroke> strokes_;
    std::vector<std::string> candidates_;
};

} // namespace onestop::input
