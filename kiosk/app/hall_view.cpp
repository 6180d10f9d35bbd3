// SPDX-License-Identifier: Apache-2.0
// The store as the hall sees it.
#include "kiosk/app/hall_view.h"

#include <utility>

namespace onestop::app {

namespace {

constexpr std::chrono::seconds kOpenAgain{2};
constexpr std::chrono::seconds kRefreshAgain{5}; ///< also without a sign of change: a heartbeat grows old in silence

} // namespace

HallView::HallView(const KioskConfig& config, const events::Clock& clock)
    : store_(config.store), clock_(clock), view_(config.site, config.kiosk, config.help_phone) {
    openStore();
    view_.refresh(database_.get(), clock_, state_);
}

void HallView::openStore() {
    next_open_ = clock_.monotonic() + kOpenAgain;
    auto opened = store::Database::open(store_.string(), store::Program::Reader);
    if (!opened) return; // the screen says that nothing is known yet; the kiosk's log has the reason
    database_ = std::make_unique<store::Database>(std::move(*opened));
    watcher_ = std::make_unique<store::ChangeWatcher>(*database_);
}

void HallView::tick() {
    const auto now = clock_.monotonic();
    if (!database_ && now >= next_open_) {
        openStore();
        next_refresh_ = now;
    }
    bool refresh = now >= next_refresh_;
    if (watcher_) {
        const auto written = watcher_->changed();
        if (written) refresh |= *written;
        const bool replaced = !written || !std::filesystem::exists(store_);
        if (replaced) { // set aside by its kiosk: the new one is opened at the next tick
            watcher_.reset();
            database_.reset();
        }
    }
    bool changed = false;
    if (refresh) {
        next_refresh_ = now + kRefreshAgain;
        changed = view_.refresh(database_.get(), clock_, state_);
    } else {
        changed = view_.refreshTime(clock_, state_);
    }
    if (!changed) return;
    ++state_.revision;
    if (changed_) changed_();
}

} // namespace onestop::app
