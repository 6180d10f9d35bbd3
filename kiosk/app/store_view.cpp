// SPDX-License-Identifier: Apache-2.0
// What syncd has brought.
#include "kiosk/app/store_view.h"

#include <utility>

#include <spdlog/spdlog.h>

#include "sync/store/catalogue_rows.h"

namespace onestop::app {

namespace {

flows::Link linkOf(store::LinkState link) {
    switch (link) {
    case store::LinkState::Online:
        return flows::Link::Online;
    case store::LinkState::Offline:
        return flows::Link::Offline;
    case store::LinkState::Unreachable:
        return flows::Link::Unreachable;
    case store::LinkState::Clock:
        return flows::Link::ClockWrong;
    case store::LinkState::Refused:
        return flows::Link::Refused;
    case store::LinkState::LoginPage:
        return flows::Link::LoginPage;
    }
    return flows::Link::Offline;
}

/// Assigns; true when it was another value.
template <typename T>
bool assign(T& target, T value) {
    if (target == value) return false;
    target = std::move(value);
    return true;
}

} // namespace

StoreView::StoreView(std::string site, int kiosk, std::string help_phone)
    : site_(std::move(site)), kiosk_(kiosk), help_phone_(std::move(help_phone)) {}

bool StoreView::refresh(store::Database* database, const events::Clock& clock, flows::LobbyState& state) {
    bool changed = std::exchange(first_, false);
    state.site_id = site_;
    state.kiosk = kiosk_;
    if (database != nullptr) {
        changed |= refreshCatalogue(*database, state);
        changed |= refreshQueue(*database, state);
        changed |= refreshCertificate(*database, state);
    }
    changed |= refreshLink(database, clock, state);
    changed |= refreshTime(clock, state);
    changed |= assign(state.opinions_open, state.catalogue && !state.catalogue->sealing_certificate.empty());
    const catalogue::Site* own = state.catalogue ? state.catalogue->ownSite() : nullptr;
    changed |= assign(state.help_phone, help_phone_.empty() && own != nullptr ? own->phone : help_phone_);
    return changed;
}

bool StoreView::refreshCatalogue(store::Database& database, flows::LobbyState& state) {
    const auto current = store::currentCatalogue(database);
    if (!current) {
        complain(current.error());
        return false;
    }
    if (!*current || (state.catalogue && state.catalogue->revision == (*current)->revision)) return false;
    auto read = store::readCatalogue(database, site_);
    if (!read) {
        complain(read.error()); // the former one stays on the screen
        return false;
    }
    if (!*read) return false;
    for (const auto& fault : (*read)->faults)
        spdlog::warn("left out of the catalogue: {}", fault.sentence());
    state.catalogue = std::make_shared<const catalogue::Catalogue>(std::move(**read));
    return true;
}

bool StoreView::refreshQueue(store::Database& database, flows::LobbyState& state) {
    auto received = store::receivedQueue(database);
    if (!received) {
        complain(received.error());
        return false;
    }
    if (!*received) return false;
    const bool same = state.queue && state.queue->revision == (*received)->state.revision &&
                      state.queue_received_at == (*received)->received_at;
    if (same) return false;
    state.queue = std::make_shared<const catalogue::QueueState>(std::move((*received)->state));
    state.queue_received_at = (*received)->received_at;
    return true;
}

bool StoreView::refreshCertificate(store::Database& database, flows::LobbyState& state) {
    const auto told = store::syncdCertificate(database);
    if (!told) complain(told.error());
    if (!told || !*told) return false;
    return assign(state.certificate, std::optional(flows::Certificate{(*told)->not_after, (*told)->renews_at}));
}

bool StoreView::refreshLink(store::Database* database, const events::Clock& clock, flows::LobbyState& state) {
    flows::Link link = flows::Link::DaemonSilent;
    events::WallTime since =
        state.link == link && state.link_since != events::WallTime{} ? state.link_since : clock.now();
    if (database != nullptr) {
        const auto syncd = store::syncdState(*database);
        if (!syncd) {
            complain(syncd.error());
        } else if (*syncd && clock.now() - (*syncd)->heartbeat_at <= kHeartbeatPatience) {
            link = linkOf((*syncd)->link);
            since = (*syncd)->link_since;
        }
    }
    const bool changed = assign(state.link, link);
    return assign(state.link_since, since) || changed;
}

bool StoreView::refreshTime(const events::Clock& clock, flows::LobbyState& state) {
    state.now = clock.now();
    bool changed = assign(state.clock_unsure, !clock.trusted() || state.link == flows::Link::ClockWrong);
    const auto minute = std::chrono::floor<std::chrono::minutes>(state.now);
    const std::uint64_t revision = state.catalogue ? state.catalogue->revision : 0;
    if (minute != opening_minute_ || revision != opening_revision_) {
        opening_minute_ = minute;
        opening_revision_ = revision;
        state.opening = state.catalogue ? state.catalogue->opening(state.now) : catalogue::OpeningState{};
        changed = true; // at least the minute of the clock
    }
    return changed;
}

void StoreView::complain(const store::StoreFailure& failure) {
    if (last_complaint_ != failure.context) {
        last_complaint_ = failure.context;
        spdlog::error("{}", failure.context);
    }
}

} // namespace onestop::app
