// SPDX-License-Identifier: Apache-2.0
// The input engine in memory: a few words by heart, answered at once, in pages of five as the real one does.
#pragma once

#include <algorithm>
#include <utility>

#include "kiosk/input/input_engine.h"

namespace onestop::tests {

class MemoryInputEngine : public input::InputEngine {
public:
    bool isPresent() const override { return present_; }
    void observe(Observer observer) override { observer_ = std::move(observer); }
    int descriptor() const override { return -1; } // answers while it is asked
    void receive() override {}
    void end() override {
        running_ = false;
        letters_.clear();
        strokes_ = 0;
        page_ = 0;
    }

    void send(const input::Keystroke& keystroke) override {
        if (!present_) {
            if (observer_) observer_(std::nullopt);
            return;
        }
        begun_ += std::exchange(running_, true) ? 0 : 1;
        std::string written;
        switch (keystroke.kind) {
        case input::KeystrokeKind::Letter:
            letters_ += keystroke.letter;
            page_ = 0;
            break;
        case input::KeystrokeKind::Stroke:
            ++strokes_;
            last_stroke_ = keystroke.stroke;
            break;
        case input::KeystrokeKind::Erase:
            if (strokes_ > 0)
                --strokes_;
            else if (!letters_.empty())
                letters_.pop_back();
            break;
        case input::KeystrokeKind::Choose:
            written = candidates().at(static_cast<std::size_t>(page_ * kPage + keystroke.number));
            letters_.clear();
            strokes_ = 0;
            page_ = 0;
            break;
        case input::KeystrokeKind::Turn:
            page_ = std::clamp(page_ + keystroke.number, 0, static_cast<int>(candidates().size() - 1) / kPage);
            break;
        case input::KeystrokeKind::Script:
            script_ = keystroke.script;
            break;
        }
        answer(written);
    }

    /// The program is not there, or is gone in the middle of a word.
    void vanish() {
        present_ = false;
        if (std::exchange(running_, false) && observer_) observer_(std::nullopt);
    }
    void comeBack() { present_ = true; }
    bool isRunning() const { return running_; }
    int begun() const { return begun_; }
    input::Script script() const { return script_; }
    const input::InkStroke& lastStroke() const { return last_stroke_; }

private:
    static constexpr int kPage = 5;

    std::vector<std::string> candidates() const {
        if (strokes_ > 0)
            return strokes_ == 1 ? std::vector<std::string>{} : std::vector<std::string>{"大", "太", "犬", "丈"};
        if (letters_ == "dapeng") return {"大棚", "大鹏", "搭棚", "大捧", "大烹", "大", "打"};
        if (letters_ == "xiwangtushuguanwanshangkaimen") return {"希望图书馆晚上开门", "希望", "西望", "细网", "洗"};
        if (letters_ == "nihao") return {"你好"};
        if (letters_ == "v") return {};
        return letters_.empty() ? std::vector<std::string>{} : std::vector<std::string>{"大", "打", "达"};
    }
    void answer(const std::string& written) {
        input::Composition composition{
            written, letters_ + std::string(static_cast<std::size_t>(strokes_), '.'), {}, page_, false};
        const auto all = candidates();
        const auto from = static_cast<std::size_t>(page_ * kPage);
        for (auto i = from; i < std::min(all.size(), from + kPage); ++i)
            composition.candidates.push_back(all[i]);
        composition.more = all.size() > from + kPage;
        if (observer_) observer_(composition);
    }

    Observer observer_;
    std::string letters_;
    int strokes_ = 0;
    input::InkStroke last_stroke_;
    int page_ = 0;
    int begun_ = 0;
    bool present_ = true;
    bool running_ = false;
    input::Script script_ = input::Script::Simplified;
};

} // namespace onestop::tests
