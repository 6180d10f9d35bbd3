// SPDX-License-Identifier: Apache-2.0
// The lobby's life: store, session, day, devices. The resident's verbs are in store_lobby_flows.cpp.
#include "kiosk/app/store_lobby.h"

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <utility>

#include <spdlog/spdlog.h>

#include "kiosk/app/durable_file.h"

namespace onestop::app {

namespace {

constexpr std::chrono::seconds kOpenAgain{5};     ///< a store that could not be opened
constexpr std::chrono::seconds kRefreshAgain{5};  ///< also without a sign of change: a heartbeat grows old in silence
constexpr std::chrono::seconds kDevicesAppear{3}; ///< what has not said anything by then is not there
constexpr std::chrono::seconds kCardLeaves{3};    ///< a card that is taken away may be out of the field and in it again
constexpr std::chrono::seconds kBeat{1};          ///< pages count what is left of an answer's time
constexpr std::chrono::seconds kPosterBeat{10};   ///< while nobody is here only posters change

} // namespace

StoreLobby::StoreLobby(KioskConfig config, const events::Clock& clock, store::RandomSource random, Print print,
                       std::string version, const std::optional<Legacy>& legacy)
    : config_(std::move(config)), clock_(clock), random_(std::move(random)), print_(std::move(print)),
      version_(std::move(version)), marks_(config_.run), view_(config_.site, config_.kiosk, config_.help_phone) {
    const events::WallTime now = clock_.now();
    state_.sealed_kept_here = store::kKeepAcknowledged;
    state_.sealed_kept_there = config_.sealed_retention;
    state_.reader.since = state_.printer.since = state_.scanner.since = now;
    devicesBegin();
    if (legacy) takeLegacy(*legacy);
    refreshCodeWait();
    marks_.tellWhetherInUse(false);
    openStore();
    view_.refresh(records_ ? &records_->database() : nullptr, clock_, state_);
    advanceDay();
    refreshBookings();
}

/// The devices are as they were, until they say something else or have had time to.
void StoreLobby::takeLegacy(const Legacy& legacy) {
    beginning_ = Beginning::OfFreshProcess;
    code_brake_ = legacy.code_brake;
    state_.reader = legacy.reader;
    state_.printer = legacy.printer;
    state_.scanner = legacy.scanner;
    appearing_ = {{"reader", {&state_.reader, flows::DeviceHealth::Absent, "absent"}},
                  {"printer", {&state_.printer, flows::DeviceHealth::Absent, "absent"}},
                  {"scanner", {&state_.scanner, flows::DeviceHealth::Absent, "absent"}}};
}

void StoreLobby::openStore() {
    next_open_ = clock_.monotonic() + kOpenAgain;
    auto opened = LobbyRecords::open(config_.store, config_.state, clock_, random_, config_.site, config_.kiosk,
                                     version_, beginning_);
    if (!opened) {
        storeFailed(opened.error());
        return;
    }
    const auto day = opened->serviceDay();
    if (!day) {
        storeFailed(day.error());
        return;
    }
    records_.emplace(std::move(*opened));
    beginning_ = Beginning::OfProgram;
    state_.closed_since = records_->closedSince();
    watcher_ = std::make_unique<store::ChangeWatcher>(records_->database());
    day_.emplace(*day);
    if (!signer_) openSigner();
    last_complaint_.clear();
}

/// A store that no longer holds is left at the next tick (never in the middle of an act) and opened afresh.
void StoreLobby::storeFailed(const store::StoreFailure& failure) {
    if (last_complaint_ != failure.context) {
        last_complaint_ = failure.context;
        spdlog::error("{}", failure.context);
    }
    store_broken_ |= failure.fault == store::StoreFault::Corrupt;
}

void StoreLobby::notify() {
    ++state_.revision;
    if (changed_) changed_();
}

int StoreLobby::changeDescriptor() const { return watcher_ ? watcher_->descriptor() : -1; }

void StoreLobby::tick() {
    const session::Moment now = clock_.monotonic();
    const std::uint64_t before = state_.revision;
    bool changed = false;
    if (std::exchange(store_broken_, false)) {
        watcher_.reset();
        records_.reset();
    }
    if (!records_ && now >= next_open_) {
        openStore();
        next_refresh_ = now;
    }
    bool refresh = now >= next_refresh_;
    if (watcher_) {
        const auto written = watcher_->changed();
        refresh |= held(written) && *written;
    }
    if (refresh) {
        next_refresh_ = now + kRefreshAgain;
        changed |= view_.refresh(records_ ? &records_->database() : nullptr, clock_, state_);
        if (changed) refreshFromStore();
        changed |= refreshBookings();
        changed |= refreshQuotas();
        if (records_) records_->checkpointIfLarge();
    } else {
        changed |= view_.refreshTime(clock_, state_);
    }
    if (devices_until_ && now >= *devices_until_) {
        devices_until_.reset();
        settleDevices();
        changed = true;
    }
    advanceDay();
    advanceHelp();
    changed |= advanceSealed();
    changed |= refreshCodeWait();
    changed |= refreshUpdating();
    if (help_.progress == flows::HelpProgress::Ringing) {
        advanceSession(session::Input::Touch); // who waits for an answer is here
    } else {
        advanceSession(session::Input::Tick);
    }
    advanceLeaving();
    marks_.tellWhatAnswers(records_.has_value(), state_);
    advanceFreshProcess();
    if (now >= next_beat_) {
        next_beat_ = now + (session_.phase == session::Phase::Attract ? kPosterBeat : kBeat);
        changed = true;
    }
    if (changed && state_.revision == before) notify();
}

void StoreLobby::devicesBegin() { devices_until_ = clock_.monotonic() + kDevicesAppear; }

void StoreLobby::settleDevices() {
    for (const auto& [device, last] : std::exchange(appearing_, {})) {
        if (last.view->health == last.health) continue; // it was away before, too
        deviceChanged(*last.view, device.c_str(), last.health, last.name);
    }
    for (flows::DeviceView* device : {&state_.reader, &state_.printer, &state_.scanner})
        if (device->health == flows::DeviceHealth::Starting) device->health = flows::DeviceHealth::Absent;
}

void StoreLobby::advanceFreshProcess() {
    const session::Moment now = clock_.monotonic();
    session::Surroundings seen{.personal = personal_, .phase = session_.phase, .card_lies = card_lies_};
    fresh_wait_ = session::observe(fresh_wait_, seen, now);
    fresh_due_ = session::isFreshProcessDue(fresh_wait_, seen, now);
    if (!fresh_due_ || !records_) return;
    const auto printing = records_->isPrinting(); // asked only when all else is quiet
    seen.printing = held(printing) && *printing;
    fresh_due_ = session::isFreshProcessDue(fresh_wait_, seen, now);
}

void StoreLobby::typed() { personal_ = true; }

void StoreLobby::refreshFromStore() {
    if (!state_.queue) return;
    if (records_) held(records_->settle(*state_.queue));
    refreshTicket();
    for (const auto& answer : state_.queue->help) {
        help_ = flows::helpAcknowledged(help_, answer.help_id);
    }
    state_.help = help_.progress;
}

void StoreLobby::advanceDay() {
    if (!records_ || !day_) return;
    const flows::ClockReading reading{.wall = clock_.now(),
                                      .monotonic = clock_.monotonic(),
                                      .trusted = clock_.trusted() && state_.link != flows::Link::ClockWrong,
                                      .confirmed = state_.link == flows::Link::Online};
    const auto change = day_->observe(reading);
    if (change.jumped_by) held(records_->clockJumped(*change.jumped_by));
    if (change.day_began) {
        spdlog::info("service day {}", day_->day()->text());
        held(records_->beginDay(*day_->day()));
        person_key_.reset();
        person_.reset(); // made with the key of yesterday
    }
    if (!person_key_ && day_->day()) {
        person_key_.emplace(config_.run, day_->day()->text(), bootId());
        if (person_key_->isNew()) held(records_->forgetPersons());
    }
}

void StoreLobby::advanceHelp() {
    const flows::HelpState next = flows::helpTick(help_, state_.link == flows::Link::Online, clock_.monotonic());
    if (next == help_) return;
    help_ = next;
    state_.help = help_.progress;
    notify();
}

void StoreLobby::touched() { advanceSession(session::Input::Touch); }

void StoreLobby::endSession() { advanceSession(session::Input::Leave); }

session::Input StoreLobby::arrival() const {
    return state_.staff ? session::Input::AnotherPerson : session::Input::Touch;
}

void StoreLobby::beginStaffSession() {
    advanceSession(session::Input::Leave);
    advanceSession(session::Input::Touch);
    state_.staff = true;
    notify();
}

bool StoreLobby::close(bool closed) {
    if (closed == state_.closed_since.has_value()) return true;
    if (!records_ || !held(records_->close(closed))) return false;
    state_.closed_since = records_->closedSince();
    notify();
    return true;
}

void StoreLobby::advanceSession(session::Input input) {
    const session::Moment now = clock_.monotonic();
    const session::State former = session_;
    const session::Step step = session::advance(session_, input, now);
    session_ = step.state;
    if (step.ended) wipe(*step.ended, former.began);
    const bool began = step.effect == session::Effect::Begin || step.effect == session::Effect::WipeThenBegin;
    if (began) {
        ++state_.session_serial;
        next_beat_ = now;
        if (records_) held(records_->sessionStarted());
    }
    const int left = static_cast<int>(session::countdownLeft(session_, now).count());
    const bool visible = step.effect != session::Effect::None || left != state_.countdown_left_s;
    state_.session = session_.phase;
    state_.countdown_left_s = left;
    if (visible) notify();
    marks_.tellWhetherInUse(session_.phase != session::Phase::Attract);
    advanceFreshProcess();
}

bool StoreLobby::refreshUpdating() {
    std::optional<int> percent;
    if (!config_.update.empty())
        if (const auto text = readSmallFile(config_.update, 16)) percent = std::clamp(std::atoi(text->c_str()), 0, 100);
    return std::exchange(state_.updating_percent, percent) != percent;
}

void StoreLobby::wipe(session::EndReason reason, session::Moment began) {
    if (records_ && flows::isHelpOpen(help_) && !help_.help_id.empty()) {
        held(records_->endHelp(help_.help_id, help_.progress != flows::HelpProgress::Coming));
    }
    help_ = {};
    ticket_.reset();
    guide_job_.clear();
    booking_.reset();
    booking_job_.clear();
    booked_.clear();
    language_ = catalogue::Language::ZhHans;
    forgetLeaving();
    if (state_.greeting && reason != session::EndReason::AnotherPerson)
        leaving_ = {.masked_name = state_.greeting->masked_name,
                    .person = person_,
                    .since = clock_.monotonic(),
                    .read_once_more = false};
    if (person_) crypto::wipe(*person_);
    person_.reset();
    state_.greeting.reset();
    // Whoever leaves her card behind is told so to the end, whatever else is wiped.
    if (state_.card_notice != flows::CardNotice::LeftOnReader) state_.card_notice = flows::CardNotice::None;
    state_.ticket.reset();
    state_.guide_print = flows::PrintProgress::None;
    state_.refusal.reset();
    state_.refused_item.clear();
    state_.check_in.reset();
    state_.rating.reset();
    state_.staff = false;
    rated_id_.clear();
    wipeSealed();
    state_.booking.reset();
    state_.booking_refusal.reset();
    state_.help = flows::HelpProgress::None;
    ++state_.session_serial;
    if (records_) {
        const auto duration = std::chrono::floor<std::chrono::seconds>(clock_.monotonic() - began);
        held(records_->sessionEnded(reason, duration));
    }
}

void StoreLobby::deviceChanged(flows::DeviceView& view, const char* device, flows::DeviceHealth health,
                               std::string_view name) {
    if (const auto awaited = appearing_.find(device); awaited != appearing_.end()) {
        if (health == flows::DeviceHealth::Starting || health == flows::DeviceHealth::Absent) {
            awaited->second = {&view, health, std::string(name)};
            return;
        }
        appearing_.erase(awaited);
    }
    if (records_) held(records_->deviceChanged(device, std::string(name)));
    if (view.health == health) return;
    view = {.health = health, .since = clock_.now()};
    notify();
}

void StoreLobby::readerChanged(flows::DeviceHealth health, std::string_view name) {
    deviceChanged(state_.reader, "reader", health, name);
}

void StoreLobby::printerChanged(flows::DeviceHealth health, std::string_view name) {
    deviceChanged(state_.printer, "printer", health, name);
}

void StoreLobby::scannerChanged(flows::DeviceHealth health, std::string_view name) {
    deviceChanged(state_.scanner, "scanner", health, name);
}

void StoreLobby::cardLaid(std::string masked_name, std::span<const std::uint8_t> card_number) {
    personal_ = true;
    if (staff_first_.card && staff_first_.card(true)) return crypto::wipe(masked_name);
    std::optional<crypto::Digest> person;
    if (person_key_) person = person_key_->hashOf(card_number);
    if (isCardLeaving() && leaving_->masked_name == masked_name && leaving_->person == person) {
        leaving_->read_once_more = true;
        return;
    }
    forgetLeaving();
    const bool another = state_.greeting && (state_.greeting->masked_name != masked_name || person != person_);
    advanceSession(another ? session::Input::AnotherPerson : arrival());
    if (state_.closed_since) return;

    state_.greeting = flows::Greeting{std::move(masked_name)};
    state_.card_notice = flows::CardNotice::None;
    person_ = person;
    if (records_ && person_ && day_->day()) {
        auto live = records_->liveTicket(*person_, *day_->day());
        if (held(live) && *live) showTicket(std::move(**live));
    }
    notify();
}

bool StoreLobby::isCardLeaving() const { return leaving_ && clock_.monotonic() - leaving_->since < kCardLeaves; }

/// A card that was read once more and then stays was laid on purpose: whoever laid it is asked to do so again.
void StoreLobby::advanceLeaving() {
    if (!leaving_ || isCardLeaving() || (card_lies_ && !leaving_->read_once_more)) return;
    const bool laid_again = card_lies_;
    forgetLeaving();
    if (!laid_again) return;
    state_.card_notice = flows::CardNotice::NotRead;
    notify();
}

void StoreLobby::forgetLeaving() {
    if (leaving_ && leaving_->person) crypto::wipe(*leaving_->person);
    if (leaving_) crypto::wipe(leaving_->masked_name);
    leaving_.reset();
}

void StoreLobby::cardNotRead() {
    personal_ = true; // part of it may have been
    if (staff_first_.card && staff_first_.card(false)) return;
    if (!isCardLeaving()) advanceSession(arrival());
    state_.card_notice = flows::CardNotice::NotRead;
    notify();
}

void StoreLobby::cardLies(bool lies) {
    if (leaving_ && (lies || card_lies_)) leaving_->since = clock_.monotonic();
    card_lies_ = lies;
    const auto notice = lies ? flows::CardNotice::LeftOnReader : flows::CardNotice::None;
    if (state_.card_notice == notice) return;
    state_.card_notice = notice;
    notify();
}

} // namespace onestop::app
