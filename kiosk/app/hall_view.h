// SPDX-License-Identifier: Apache-2.0
// What the hall display sees: the store that its own syncd fills, read and nothing else. No Qt; time passes by tick().
#pragma once

#include <functional>
#include <memory>
#include <optional>

#include "kiosk/app/config.h"
#include "kiosk/app/store_view.h"
#include "sync/store/change_watcher.h"

namespace onestop::app {

class HallView final : public flows::LobbyView {
public:
    /// A store that is not there yet is looked for again by tick(). The clock outlives the view.
    HallView(const KioskConfig& config, const events::Clock& clock);

    const flows::LobbyState& state() const override { return state_; }
    void observe(std::function<void()> changed) override { changed_ = std::move(changed); }

    /// To be called at least every 500 ms, and when changeDescriptor() is readable.
    void tick();
    int changeDescriptor() const { return watcher_ ? watcher_->descriptor() : -1; }

private:
    void openStore();

    std::filesystem::path store_;
    const events::Clock& clock_;
    StoreView view_;
    flows::LobbyState state_;
    std::function<void()> changed_;
    std::unique_ptr<store::Database> database_;
    std::unique_ptr<store::ChangeWatcher> watcher_;
    std::chrono::milliseconds next_open_{};
    std::chrono::milliseconds next_refresh_{};
};

} // namespace onestop::app
