// SPDX-License-Identifier: Apache-2.0
// librime with luna_pinyin_simp, learning off. It is a library of one global state, so there is one engine in a process
// and one process for each visit.
#pragma once

#include <cstdint>
#include <filesystem>
#include <tl/expected.hpp>

#include "kiosk/input/engine_failure.h"
#include "kiosk/input/keystroke.h"

namespace onestop::input {

class PinyinEngine {
public:
    /// Makes in `folder` (empty, writable) what engines read: half a second, once. In a process of its own, as librime
    /// cannot be begun twice.
    static tl::expected<void, EngineFailure> prepare(const std::filesystem::path& folder);

    /// Some 25 ms. Reads what prepare() made and writes nothing.
    static tl::expected<PinyinEngine, EngineFailure> open(const std::filesystem::path& folder);

    Composition press(const Keystroke& keystroke);

private:
    explicit PinyinEngine(std::uintptr_t session) : session_(session) {}

    std::uintptr_t session_;
};

} // namespace onestop::input
