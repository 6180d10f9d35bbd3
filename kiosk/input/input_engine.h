// SPDX-License-Identifier: Apache-2.0
// Pinyin, or what a finger writes, to characters as a screen sees it. The engine is another process, begun with the
// first keystroke of a visit and ended with the visit, so that what a resident typed is nowhere when she has gone
// (DESIGN 4.5).
#pragma once

#include <filesystem>
#include <functional>
#include <optional>

#include "kiosk/input/keystroke.h"

namespace onestop::input {

/// One thread's. Without it English and figures are typed all the same.
class InputEngine {
public:
    using Observer = std::function<void(const std::optional<Composition>&)>;

    virtual ~InputEngine() = default;
    /// Chinese can be written here, as far as is known without trying.
    virtual bool isPresent() const = 0;
    /// Told each answer in order; nullopt: the engine is gone, and what was being typed with it.
    virtual void observe(Observer observer) = 0;
    /// Returns at once. Begins an engine when there is none.
    virtual void send(const Keystroke& keystroke) = 0;
    /// To be watched for reading, then receive(); -1 while there is no engine.
    virtual int descriptor() const = 0;
    virtual void receive() = 0;
    /// The process ends, with all that was typed. The observer is not told.
    virtual void end() = 0;
};

/// Asks onestop-input, which gives each connection an engine of its own.
class SocketInputEngine : public InputEngine {
public:
    /// `socket`: its path; empty: no pinyin at this kiosk.
    explicit SocketInputEngine(std::filesystem::path socket) : socket_(std::move(socket)) {}
    ~SocketInputEngine() override { SocketInputEngine::end(); }
    SocketInputEngine(const SocketInputEngine&) = delete;
    SocketInputEngine& operator=(const SocketInputEngine&) = delete;

    bool isPresent() const override;
    void observe(Observer observer) override { observer_ = std::move(observer); }
    void send(const Keystroke& keystroke) override;
    int descriptor() const override { return descriptor_; }
    void receive() override;
    void end() override;

private:
    bool begin();
    void lose();

    std::filesystem::path socket_;
    Observer observer_;
    int descriptor_ = -1;
};

} // namespace onestop::input
