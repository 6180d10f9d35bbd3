// SPDX-License-Identifier: Apache-2.0
// The root of what pages see: it follows the lobby, hands each part its words, and carries the resident's verbs.
// Lives on the screen's thread as long as the window. After a session nothing of it remains here.
#pragma once

#include <QObject>
#include <QtQmlIntegration>

#include "kiosk/viewmodels/activity_view_model.h"
#include "kiosk/viewmodels/answer_view_model.h"
#include "kiosk/viewmodels/booking_view_model.h"
#include "kiosk/viewmodels/check_in_view_model.h"
#include "kiosk/viewmodels/device_trial_view_model.h"
#include "kiosk/viewmodels/guide_view_model.h"
#include "kiosk/viewmodels/help_view_model.h"
#include "kiosk/viewmodels/home_view_model.h"
#include "kiosk/viewmodels/item_view_model.h"
#include "kiosk/viewmodels/navigation_view_model.h"
#include "kiosk/viewmodels/opinion_view_model.h"
#include "kiosk/viewmodels/poster_view_model.h"
#include "kiosk/viewmodels/rating_view_model.h"
#include "kiosk/viewmodels/result_view_model.h"
#include "kiosk/viewmodels/rows_model.h"
#include "kiosk/viewmodels/search_view_model.h"
#include "kiosk/viewmodels/services_view_model.h"
#include "kiosk/viewmodels/settings_view_model.h"
#include "kiosk/viewmodels/site_view_model.h"
#include "kiosk/viewmodels/staff_view_model.h"
#include "kiosk/viewmodels/station_view_model.h"
#include "kiosk/viewmodels/ticket_view_model.h"
#include "kiosk/viewmodels/translations.h"
#include "kiosk/viewmodels/typing_view_model.h"
#include "kiosk/viewmodels/voice_setting_view_model.h"
#include "kiosk/viewmodels/voice_view_model.h"

namespace onestop::viewmodels {

class LobbyViewModel : public QObject {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("made by the program")
    Q_PROPERTY(onestop::viewmodels::SiteViewModel* site READ site CONSTANT)
    Q_PROPERTY(onestop::viewmodels::StationViewModel* station READ station CONSTANT)
    Q_PROPERTY(onestop::viewmodels::HomeViewModel* home READ home CONSTANT)
    Q_PROPERTY(onestop::viewmodels::GuideViewModel* guide READ guide CONSTANT)
    Q_PROPERTY(onestop::viewmodels::ItemViewModel* item READ item CONSTANT)
    Q_PROPERTY(onestop::viewmodels::ActivityViewModel* activity READ activity CONSTANT)
    Q_PROPERTY(onestop::viewmodels::BookingViewModel* booking READ booking CONSTANT)
    Q_PROPERTY(onestop::viewmodels::CheckInViewModel* checkIn READ checkIn CONSTANT)
    Q_PROPERTY(onestop::viewmodels::TicketViewModel* ticket READ ticket CONSTANT)
    Q_PROPERTY(onestop::viewmodels::ResultViewModel* result READ result CONSTANT)
    Q_PROPERTY(onestop::viewmodels::RatingViewModel* rating READ rating CONSTANT)
    Q_PROPERTY(onestop::viewmodels::HelpViewModel* help READ help CONSTANT)
    Q_PROPERTY(onestop::viewmodels::ServicesViewModel* services READ services CONSTANT)
    Q_PROPERTY(onestop::viewmodels::SearchViewModel* search READ search CONSTANT)
    Q_PROPERTY(onestop::viewmodels::OpinionViewModel* opinion READ opinion CONSTANT)
    Q_PROPERTY(onestop::viewmodels::AnswerViewModel* answer READ answer CONSTANT)
    Q_PROPERTY(onestop::viewmodels::TypingViewModel* typing READ typing CONSTANT)
    Q_PROPERTY(onestop::viewmodels::SettingsViewModel* settings READ settings CONSTANT)
    Q_PROPERTY(onestop::viewmodels::VoiceViewModel* voice READ voice CONSTANT)
    Q_PROPERTY(onestop::viewmodels::PosterViewModel* poster READ poster CONSTANT)
    Q_PROPERTY(onestop::viewmodels::StaffViewModel* staff READ staff CONSTANT)
    Q_PROPERTY(onestop::viewmodels::DeviceTrialViewModel* deviceTrial READ deviceTrial CONSTANT)
    Q_PROPERTY(onestop::viewmodels::VoiceSettingViewModel* voiceSetting READ voiceSetting CONSTANT)
    Q_PROPERTY(onestop::viewmodels::NavigationViewModel* navigation READ navigation CONSTANT)
    Q_PROPERTY(onestop::viewmodels::RowsModel* priorities READ priorities CONSTANT)
    Q_PROPERTY(onestop::viewmodels::RowsModel* notices READ notices CONSTANT)
    Q_PROPERTY(onestop::viewmodels::RowsModel* today READ today CONSTANT)
    Q_PROPERTY(onestop::viewmodels::RowsModel* sites READ sites CONSTANT)
    Q_PROPERTY(bool countdown READ isCountdown NOTIFY sessionChanged)
    Q_PROPERTY(int secondsLeft READ secondsLeft NOTIFY sessionChanged)
    Q_PROPERTY(bool scannerReady READ isScannerReady NOTIFY sessionChanged)

public:
    /// `speaker`: nullptr where there is no voice; `engine`: where there is no pinyin; `desk`: nullptr where there are
    /// no staff pages. All outlive this.
    explicit LobbyViewModel(flows::Lobby& lobby, speech::Speaker* speaker = nullptr,
                            input::InputEngine* engine = nullptr, flows::StaffDesk* desk = nullptr,
                            QObject* parent = nullptr);

    SiteViewModel* site() { return &site_; }
    StationViewModel* station() { return &station_; }
    HomeViewModel* home() { return &home_; }
    GuideViewModel* guide() { return &guide_; }
    ItemViewModel* item() { return &item_; }
    ActivityViewModel* activity() { return &activity_; }
    BookingViewModel* booking() { return &booking_; }
    CheckInViewModel* checkIn() { return &check_in_; }
    TicketViewModel* ticket() { return &ticket_; }
    ResultViewModel* result() { return &result_; }
    RatingViewModel* rating() { return &rating_; }
    HelpViewModel* help() { return &help_; }
    ServicesViewModel* services() { return &services_; }
    SearchViewModel* search() { return &search_; }
    OpinionViewModel* opinion() { return &opinion_; }
    AnswerViewModel* answer() { return &answer_; }
    TypingViewModel* typing() { return &typing_; }
    SettingsViewModel* settings() { return &settings_; }
    VoiceViewModel* voice() { return &voice_; }
    PosterViewModel* poster() { return &poster_; }
    StaffViewModel* staff() { return &staff_; }
    DeviceTrialViewModel* deviceTrial() { return &device_trial_; }
    VoiceSettingViewModel* voiceSetting() { return &voice_setting_; }
    NavigationViewModel* navigation() { return &navigation_; }
    RowsModel* priorities() { return &priorities_; }
    RowsModel* notices() { return &notices_; }
    RowsModel* today() { return &today_; }
    RowsModel* sites() { return &sites_; }
    bool isCountdown() const { return countdown_; }
    int secondsLeft() const { return seconds_left_; }
    bool isScannerReady() const { return scanner_ready_; }

    /// Any touch anywhere; also 我还在.
    Q_INVOKABLE void touched();
    Q_INVOKABLE void openGuide();
    /// 取号办事: the guide, only with what a number can be taken for.
    Q_INVOKABLE void openTickets();
    Q_INVOKABLE void openItem(const QString& itemId);
    /// 服务清单: the month's list of what happens.
    Q_INVOKABLE void openServices();
    /// 活动预约: the same list, only with what can be booked here and now.
    Q_INVOKABLE void openBookings();
    /// `sessionId`: the one that was touched, of which the page then books a place.
    Q_INVOKABLE void openActivity(const QString& activityId, const QString& sessionId = {});
    /// Another session of the activity that is shown.
    Q_INVOKABLE void chooseSession(const QString& sessionId);
    Q_INVOKABLE void openSearch();
    /// What search found: its page.
    Q_INVOKABLE void openFound(const QString& kind, const QString& id);
    Q_INVOKABLE void takeNumber();
    /// 优先取号: `priority` is a flows::PriorityClass, as `priorities` lists them.
    Q_INVOKABLE void takePriorityNumber(int priority);
    Q_INVOKABLE void printGuide();
    Q_INVOKABLE void printActivity();
    /// 意见心愿 about a topic (flows::OpinionTopic): the page to write it on.
    Q_INVOKABLE void writeOpinion(int topic);
    /// Rings, and opens the page that says whether somebody heard it.
    Q_INVOKABLE void callHelp();
    Q_INVOKABLE void cancelHelp();
    /// Back and home of the bottom bar; an answer that was read is put away by both. Both lead out of the
    /// staff's pages and shut them.
    Q_INVOKABLE void back();
    Q_INVOKABLE void goHome();
    /// From an answer to the page that helps (ResultViewModel::wayOn), which takes its place.
    Q_INVOKABLE void goOn();
    /// 完成，离开: the visit ends at once, and nothing of it stays.
    Q_INVOKABLE void leave();
    /// A long press on the clock: the door of the staff's pages.
    Q_INVOKABLE void openStaff();
    Q_INVOKABLE void changeRoll();

signals:
    void sessionChanged();
    /// A key has written something, anywhere; what is not told.
    void typed();

private:
    Snapshot snapshot() const { return {lobby_.state(), Words(settings_.language())}; }
    void refresh();
    void relist();
    void updateLists(const Snapshot& snapshot);
    void watchTyping();
    void beginAnew();
    void useLanguage();
    void follow(const flows::LobbyState& state);
    void leaveWhatIsRead(const flows::LobbyState& state);
    void followOpinion(const flows::LobbyState& state);
    void putAnswerAway();

    flows::Lobby& lobby_;
    Translations translations_;
    SettingsViewModel settings_;
    VoiceViewModel voice_;
    NavigationViewModel navigation_;
    SiteViewModel site_;
    StationViewModel station_;
    HomeViewModel home_;
    GuideViewModel guide_;
    ItemViewModel item_;
    ActivityViewModel activity_;
    BookingViewModel booking_;
    CheckInViewModel check_in_;
    TicketViewModel ticket_;
    ResultViewModel result_;
    RatingViewModel rating_;
    HelpViewModel help_;
    PosterViewModel poster_;
    StaffViewModel staff_;
    DeviceTrialViewModel device_trial_;
    VoiceSettingViewModel voice_setting_;
    ServicesViewModel services_;
    OpinionViewModel opinion_;
    AnswerViewModel answer_;
    TypingViewModel typing_;
    RowsModel priorities_{{"priority", "label"}};
    SearchViewModel search_;
    RowsModel notices_;
    RowsModel today_;
    RowsModel sites_;

    /// What the long lists were made of: they are made anew only when it changes, not at every tick.
    struct Listed {
        std::shared_ptr<const catalogue::Catalogue> catalogue;
        std::chrono::sys_time<std::chrono::minutes> minute;
        catalogue::Language language;
        std::map<std::string, flows::PlacesHere> places;
        bool operator==(const Listed&) const = default;
    };
    std::optional<Listed> listed_;

    std::uint64_t session_serial_ = 0;
    std::uint64_t check_in_serial_ = 0;
    std::uint64_t booking_serial_ = 0;
    bool booking_refused_ = false;
    bool care_seen_ = false;
    bool refused_ = false;
    bool staff_seen_ = false;
    bool at_door_ = false;   ///< the page of the PIN is open
    bool at_trial_ = false;  ///< the page that tries the devices is
    bool searching_ = false; ///< what is typed goes into the search, else into the opinion; an answer may come late
    flows::RatingStage rating_seen_ = flows::RatingStage::Open;
    std::string opinion_seen_; ///< the code of the receipt that was shown; "-" for one without
    std::string ticket_seen_;
    flows::TicketProgress progress_seen_ = flows::TicketProgress::Waiting;
    events::WallTime read_since_{}; ///< since when the present answer or ticket is on the screen, untouched and unsaid
    events::WallTime looked_at_{};  ///< when that was last looked at
    bool countdown_ = false;
    int seconds_left_ = 0;
    bool scanner_ready_ = false;
};

} // namespace onestop::viewmodels
