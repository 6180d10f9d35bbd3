// SPDX-License-Identifier: Apache-2.0
// What the kiosk prints: the queue ticket, the guide to a service item, the receipt of an opinion, the booking of an
// activity. Pure: values in, a Receipt out. No identity number and no name in clear ever comes here.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "drivers/receipt_printer/receipt.h"
#include "sync/catalogue/localized.h"
#include "sync/catalogue/service_day.h"
#include "sync/catalogue/wait_estimate.h"

namespace onestop::receipts {

using receipt_printer::Receipt;

using catalogue::Language;  ///< the one the resident chose; the paper speaks it
using catalogue::LocalTime; ///< as the clock on the wall shows it (Asia/Shanghai)

/// A queue ticket. Texts come in `language` already.
struct TicketSlip {
    Language language = Language::ZhHans;
    std::string site_name;
    std::string number;                          ///< "A001"
    std::string business;                        ///< 综合
    std::string item_name;                       ///< 老年人优待证
    std::string priority;                        ///< 优先 · 老年人; empty for most
    std::optional<int> ahead;                    ///< people ahead; left out when the queue is not known
    std::optional<catalogue::WaitEstimate> wait; ///< left out when not known
    std::vector<int> counters;                   ///< where it will be called; may be empty
    LocalTime issued_at{};
    bool clock_unsure = false; ///< the time is then printed with a mark
    int requeue_behind = 3;    ///< 过号 rule: how many are served before one who was passed
    int passes_max = 2;        ///< 过号 rule: after so many passes the ticket ends
    std::string public_url;    ///< where a phone follows the ticket; empty: no QR is printed
    bool reprint = false;      ///< the paper says 补打
    bool demo = false;         ///< the paper says that it is a demonstration
};
Receipt makeTicket(const TicketSlip& slip);

/// A booking of an activity, or a place in its waiting line. Nobody is named: whoever has the code has the booking.
struct BookingSlip {
    Language language = Language::ZhHans;
    std::string site_name;
    std::string title;  ///< 亲子手工
    bool waits = false; ///< 候补: no place yet
    int people = 1;     ///< 2: a guardian with a child
    std::string place;  ///< may be empty
    LocalTime begins_at{};
    LocalTime ends_at{};
    LocalTime booked_at{};
    bool clock_unsure = false;
    std::string code;              ///< the check-in code; empty: none is printed
    std::string short_code;        ///< the figures to type instead: "123 456 789"; empty: none are printed
    int kiosk = 1;                 ///< where they can be typed
    std::optional<int> kiosk_only; ///< the code holds at this kiosk only
    bool reprint = false;          ///< the paper says 补打
    bool demo = false;
};
Receipt makeBooking(const BookingSlip& slip);

/// What to bring and where to go for one service item.
struct GuideSlip {
    struct Material {
        std::string name;
        std::string note; ///< "原件", "非深户才要"; may be empty
    };
    Language language = Language::ZhHans;
    std::string site_name;
    std::string item_name;
    std::string content;    ///< 服务内容
    std::string audience;   ///< 针对人群; may be empty
    std::string department; ///< may be empty
    std::string fee;        ///< may be empty
    std::vector<Material> materials;
    std::vector<std::string> hours; ///< 服务时间, one line each
    std::string place;              ///< counters, room or floor; may be empty
    std::string address;            ///< of the site; may be empty
    std::string phone;              ///< may be empty
    std::string reviewed_on;        ///< when the guide was last checked; may be empty
    LocalTime printed_at{};
    std::string public_url; ///< empty: no QR is printed
    bool demo = false;
};
Receipt makeGuide(const GuideSlip& slip);

/// One activity of the month's list: what it is, for whom, where, and on which days. The list has no materials, so
/// nothing is said of what to bring.
struct ActivitySlip {
    struct Session {
        LocalTime begins_at{};
        LocalTime ends_at{};
    };
    Language language = Language::ZhHans;
    std::string site_name; ///< of this house
    std::string title;
    std::string content;
    std::string audience;
    std::string host;
    std::string fee;
    std::vector<Session> sessions; ///< the coming ones
    bool more_sessions = false;    ///< than are listed
    std::string place;             ///< the room, and the house when it is a neighbour's
    std::string address;
    std::string phone;
    LocalTime printed_at{};
    bool demo = false;
};
Receipt makeActivity(const ActivitySlip& slip);

/// 意见受理回执: the code by which the answer is asked for. Nothing of what was said is on it.
struct OpinionSlip {
    Language language = Language::ZhHans;
    std::string site_name;
    std::string query_code; ///< "1234 5678 9012 3456 7890"
    std::string phone;      ///< may be empty
    LocalTime left_at{};
    bool clock_unsure = false; ///< the time is then printed with a mark
    bool demo = false;
};
Receipt makeOpinion(const OpinionSlip& slip);

} // namespace onestop::receipts
