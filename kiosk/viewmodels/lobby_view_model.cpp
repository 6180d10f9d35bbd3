// SPDX-License-Identifier: Apache-2.0
#include "kiosk/viewmodels/lobby_view_model.h"

#include <algorithm>
#include <tuple>
#include <utility>

#include "kiosk/viewmodels/activities.h"
#include "kiosk/viewmodels/notices.h"
#include "kiosk/viewmodels/sites.h"

namespace onestop::viewmodels {

using namespace std::chrono_literals;

namespace {

// screens: a result stays 12 s (care 25 s), a ticket 45 s or until touched; both pause while being spoken.
constexpr auto kAnswerStays = 12s;
constexpr auto kAnswerStaysInCare = 25s;
constexpr auto kTicketStays = 45s;

} // namespace

LobbyViewModel::LobbyViewModel(flows::Lobby& lobby, speech::Speaker* speaker, input::InputEngine* engine,
                               flows::StaffDesk* desk, QObject* parent)
    : QObject(parent), lobby_(lobby), voice_(speaker), booking_(lobby), check_in_(lobby), ticket_(lobby),
      rating_(lobby), staff_(desk), device_trial_(desk), voice_setting_(desk, speaker), opinion_(lobby), answer_(lobby),
      typing_(engine), notices_(Notices::roles()), today_(Activities::roles()), sites_(Sites::roles()) {
    connect(&settings_, &SettingsViewModel::languageChanged, this, &LobbyViewModel::useLanguage);
    connect(&settings_, &SettingsViewModel::changed, this, [this] { // care mode is spoken
        if (std::exchange(care_seen_, settings_.care()) != settings_.care()) voice_.setOn(settings_.care());
    });
    connect(&guide_, &GuideViewModel::filterChanged, this, &LobbyViewModel::relist);
    connect(&services_, &ServicesViewModel::filterChanged, this, &LobbyViewModel::relist);
    connect(&search_, &SearchViewModel::queryChanged, this, [this] { search_.update(snapshot()); });
    watchTyping();
    session_serial_ = lobby_.state().session_serial;
    lobby_.observe([this] { refresh(); });
    if (desk != nullptr) desk->observeStaff([this] { refresh(); });
    refresh();
}

void LobbyViewModel::watchTyping() {
    connect(&typing_, &TypingViewModel::written, this, [this](const QString& text) {
        searching_ ? search_.type(text) : opinion_.write(text);
        emit typed();
    });
    connect(&typing_, &TypingViewModel::erased, this, [this] { searching_ ? search_.erase() : opinion_.erase(); });
    connect(&typing_, &TypingViewModel::changed, this, [this] {
        if (!typing_.typed().isEmpty() || typing_.strokes() > 0) emit typed();
    });
    connect(&search_, &SearchViewModel::queryChanged, this, [this] {
        if (!search_.query().isEmpty()) emit typed();
    });
    for (DigitsViewModel* digits : {answer_.code(), rating_.phone(), check_in_.code()})
        connect(digits, &DigitsViewModel::changed, this, [this, digits] {
            if (!digits->digits().isEmpty()) emit typed();
        });
    connect(&staff_, &StaffViewModel::changed, this, [this] {
        if (staff_.isPinTyped()) emit typed();
    });
    connect(&navigation_, &NavigationViewModel::changed, this, [this] {
        voice_.leavePage();
        const bool at_door = navigation_.current() == Route::StaffPin;
        if (std::exchange(at_door_, at_door) != at_door) staff_.standAtDoor(at_door);
        const bool at_trial = navigation_.current() == Route::DeviceTrial;
        if (std::exchange(at_trial_, at_trial) && !at_trial) device_trial_.leave();
    });
}

void LobbyViewModel::useLanguage() {
    translations_.use(settings_.language());
    lobby_.useLanguage(settings_.language());
    voice_.setLanguage(settings_.language());
    typing_.open(settings_.language());
    refresh();
}

void LobbyViewModel::beginAnew() {
    navigation_.home();
    item_.choose({});
    rating_.forget();
    opinion_.reset();
    answer_.reset();
    check_in_.reset();
    typing_.reset();
    activity_.choose({});
    guide_.reset();
    services_.reset();
    search_.reset();
    staff_.reset();
    voice_.reset();
    settings_.reset();
}

void LobbyViewModel::relist() {
    listed_.reset();
    refresh();
}

void LobbyViewModel::updateLists(const Snapshot& snapshot) {
    const Listed listed{snapshot.state.catalogue, std::chrono::floor<std::chrono::minutes>(snapshot.state.now),
                        snapshot.words.language(), snapshot.state.places};
    if (listed_ == listed) return;
    listed_ = listed;
    guide_.update(snapshot);
    site_.list(snapshot);
    station_.list(snapshot);
    services_.update(snapshot);
    search_.update(snapshot);
    today_.setRows(Activities::today(snapshot));
    sites_.setRows(Sites::rows(snapshot));
    using enum flows::PriorityClass;
    std::vector<RowsModel::Row> priorities;
    for (const auto each : {Military, Elder, Disabled, Pregnant, Infant})
        priorities.push_back({static_cast<int>(each), snapshot.words.priority(each)});
    priorities_.setRows(std::move(priorities));
}

void LobbyViewModel::refresh() {
    const auto& state = lobby_.state();
    if (std::exchange(session_serial_, state.session_serial) != state.session_serial) beginAnew();
    const Snapshot snapshot = this->snapshot();
    site_.update(snapshot);
    home_.update(snapshot);
    item_.update(snapshot);
    activity_.update(snapshot);
    booking_.choose(activity_.chosenSession());
    booking_.update(snapshot);
    check_in_.update(snapshot);
    ticket_.update(snapshot);
    rating_.update(snapshot);
    opinion_.update(snapshot);
    answer_.update(snapshot);
    result_.update(snapshot);
    help_.update(snapshot);
    poster_.update(snapshot);
    staff_.update(snapshot);
    device_trial_.update(snapshot);
    voice_setting_.update(snapshot);
    notices_.setRows(Notices::rows(snapshot));
    updateLists(snapshot);

    const bool countdown = state.session == session::Phase::Countdown;
    const bool scanner_ready = state.scanner.health == flows::DeviceHealth::Ready;
    const auto before = std::tuple(countdown_, seconds_left_, scanner_ready_);
    std::tie(countdown_, seconds_left_, scanner_ready_) = std::tuple(countdown, state.countdown_left_s, scanner_ready);
    if (before != std::tuple(countdown_, seconds_left_, scanner_ready_)) emit sessionChanged();
    follow(state);
}

// A new answer comes to the resident by itself: nobody searches for the page of the number just taken.
void LobbyViewModel::follow(const flows::LobbyState& state) {
    const std::string ticket = state.ticket ? state.ticket->ticket_id : std::string();
    const auto progress = state.ticket ? state.ticket->progress : flows::TicketProgress::Waiting;
    const bool worth_seeing = !ticket.empty() && (flows::isLive(progress) || state.rating);
    if (std::exchange(ticket_seen_, ticket) != ticket && worth_seeing) {
        navigation_.home();
        navigation_.open(Route::Ticket);
        read_since_ = state.now;
    }
    if (std::exchange(progress_seen_, progress) != progress) {
        read_since_ = state.now;
        // The matter is done while she still stands here: the rating comes by itself, and going home is one touch.
        if (progress == flows::TicketProgress::Done && ticket_.isRatingOffered()) navigation_.open(Route::Rating);
    }
    const auto rating = state.rating ? state.rating->stage : flows::RatingStage::Open;
    if (std::exchange(rating_seen_, rating) != rating && rating != flows::RatingStage::Open) {
        navigation_.replace(Route::Result);
        read_since_ = state.now;
    }
    const std::uint64_t check_in = state.check_in ? state.check_in->serial : check_in_serial_;
    if (std::exchange(check_in_serial_, check_in) != check_in) {
        navigation_.open(Route::Result);
        read_since_ = state.now;
    }
    const std::uint64_t booking = state.booking ? state.booking->serial : booking_serial_;
    if (std::exchange(booking_serial_, booking) != booking) navigation_.open(Route::Booking);
    if (std::exchange(booking_refused_, state.booking_refusal.has_value()) != state.booking_refusal.has_value() &&
        booking_refused_) {
        navigation_.open(Route::Result);
        read_since_ = state.now;
    }
    if (std::exchange(refused_, state.refusal.has_value()) != state.refusal.has_value() && refused_) {
        navigation_.open(Route::Result);
        read_since_ = state.now;
    }
    followOpinion(state);
    if (std::exchange(staff_seen_, state.staff) != state.staff && staff_seen_) navigation_.open(Route::Staff);
    voice_.goOn();
    leaveWhatIsRead(state);
}

// Kept, it is shown alone; not kept, the way back leads to what was written.
void LobbyViewModel::followOpinion(const flows::LobbyState& state) {
    std::string opinion;
    if (state.opinion && state.opinion->stage != flows::OpinionStage::None)
        opinion = state.opinion->query_code.empty() ? "-" : state.opinion->query_code;
    if (std::exchange(opinion_seen_, opinion) == opinion || opinion.empty()) return;
    if (state.opinion->stage != flows::OpinionStage::Refused) {
        typing_.reset();
        navigation_.home();
    }
    navigation_.open(Route::OpinionReceipt);
}

// A speaker that hangs over its card holds a page no longer than the untouched session lasts (kiosk/session).
void LobbyViewModel::leaveWhatIsRead(const flows::LobbyState& state) {
    const auto passed = state.now - std::exchange(looked_at_, state.now);
    if (voice_.isSaying()) read_since_ += std::max(passed, decltype(passed){});
    read_since_ = std::min(read_since_, state.now); // the clock may have been set back
    const auto age = state.now - read_since_;
    const auto answer_stays = settings_.care() ? kAnswerStaysInCare : kAnswerStays;
    if (navigation_.current() == Route::Result && age >= answer_stays)
        back();
    else if (navigation_.current() == Route::Ticket && age >= kTicketStays && state.session == session::Phase::Active)
        lobby_.endSession();
}

void LobbyViewModel::putAnswerAway() {
    if (lobby_.state().refusal) lobby_.dismissRefusal();
    if (lobby_.state().check_in) lobby_.dismissCheckIn();
    const bool shown = lobby_.state().booking && navigation_.current() == Route::Booking; // under the answer
    if (!shown && (lobby_.state().booking || lobby_.state().booking_refusal)) lobby_.dismissBooking();
    if (const auto& rating = lobby_.state().rating; rating && rating->stage != flows::RatingStage::Open)
        lobby_.dismissRating();
}

void LobbyViewModel::touched() {
    read_since_ = lobby_.state().now;
    lobby_.touched();
}

void LobbyViewModel::openGuide() {
    guide_.setForTicket(false);
    navigation_.open(Route::Guide);
}

void LobbyViewModel::openTickets() {
    guide_.setForTicket(true);
    navigation_.open(Route::Guide);
}

void LobbyViewModel::openItem(const QString& itemId) {
    item_.choose(itemId.toStdString());
    refresh();
    navigation_.open(Route::Item);
}

void LobbyViewModel::openServices() {
    services_.setForBooking(false);
    navigation_.open(Route::Services);
}

void LobbyViewModel::openBookings() {
    services_.setForBooking(true);
    navigation_.open(Route::Services);
}

void LobbyViewModel::openActivity(const QString& activityId, const QString& sessionId) {
    if (lobby_.state().booking) lobby_.dismissBooking();
    activity_.choose(activityId.toStdString(), sessionId.toStdString());
    refresh();
    navigation_.open(Route::Activity);
}

void LobbyViewModel::chooseSession(const QString& sessionId) {
    activity_.choose(activity_.activityId(), sessionId.toStdString());
    refresh();
}

void LobbyViewModel::openSearch() {
    search_.open(snapshot());
    searching_ = true;
    typing_.open(settings_.language());
    navigation_.open(Route::Search);
}

void LobbyViewModel::openFound(const QString& kind, const QString& id) {
    if (kind == QLatin1String("item"))
        openItem(id);
    else if (kind == QLatin1String("activity"))
        openActivity(id);
    else
        navigation_.open(Route::Sites);
}

void LobbyViewModel::takeNumber() { lobby_.issueTicket(item_.itemId()); }

void LobbyViewModel::takePriorityNumber(int priority) {
    const bool known = priority > static_cast<int>(flows::PriorityClass::Normal) &&
                       priority <= static_cast<int>(flows::PriorityClass::Infant);
    if (known) lobby_.issueTicket(item_.itemId(), static_cast<flows::PriorityClass>(priority));
}

void LobbyViewModel::writeOpinion(int topic) {
    opinion_.chooseTopic(topic);
    searching_ = false;
    typing_.open(settings_.language());
    navigation_.open(Route::OpinionText);
}

void LobbyViewModel::leave() { lobby_.endSession(); }

void LobbyViewModel::openStaff() {
    if (staff_.isOffered()) navigation_.open(lobby_.state().staff ? Route::Staff : Route::StaffPin);
}

void LobbyViewModel::changeRoll() {
    staff_.beginRollChange();
    navigation_.open(Route::Roll);
}

void LobbyViewModel::printGuide() { lobby_.printGuide(item_.itemId()); }

void LobbyViewModel::printActivity() { lobby_.printActivity(activity_.activityId()); }

void LobbyViewModel::callHelp() {
    lobby_.callForHelp(NavigationViewModel::name(navigation_.current()).toStdString());
    navigation_.open(Route::Help);
}

void LobbyViewModel::cancelHelp() {
    lobby_.cancelHelp();
    navigation_.back();
}

void LobbyViewModel::back() {
    const Route left = navigation_.current();
    if (left == Route::Staff && lobby_.state().staff) return lobby_.endSession(); // as the way home
    if (left == Route::Roll) staff_.endRollChange();
    navigation_.back();
    if (left == Route::Result || left == Route::Booking) putAnswerAway();
    if (left == Route::OpinionReceipt && lobby_.state().opinion) lobby_.dismissOpinion();
    if (left == Route::Answer && lobby_.state().answer) lobby_.dismissAnswer();
}

void LobbyViewModel::goOn() {
    if (lobby_.state().booking_refusal) services_.setForBooking(true);
    navigation_.replace(result_.wayOn());
    if (lobby_.state().refusal) lobby_.dismissRefusal();
    if (lobby_.state().booking_refusal) lobby_.dismissBooking();
}

void LobbyViewModel::goHome() {
    if (navigation_.current() == Route::Roll) staff_.endRollChange();
    if (lobby_.state().staff) return lobby_.endSession(); // whoever comes next finds the door shut
    navigation_.home();
    putAnswerAway();
    if (lobby_.state().opinion) lobby_.dismissOpinion();
    if (lobby_.state().answer) lobby_.dismissAnswer();
}

} // namespace onestop::viewmodels
