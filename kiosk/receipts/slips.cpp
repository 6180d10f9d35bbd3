// SPDX-License-Identifier: Apache-2.0
// How each slip is set: one large thing to find at arm's length, then what to do next, then the facts.
#include "kiosk/receipts/slips.h"

#include <algorithm>
#include <cstdio>
#include <initializer_list>

#include "kiosk/receipts/words.h"

namespace onestop::receipts {

using namespace receipt_printer; // the elements of a receipt

namespace {

/// Room for five Han characters and a gap: the width of a label beside its text.
constexpr std::size_t kDateLength = 11; ///< "2026-11-23 "
constexpr int kLabelCells = 12;
constexpr int kLabelCellsEnglish = 16;

class Slip {
public:
    explicit Slip(Language language) : language_(language), words_(wordsOf(language)) {
        receipt_.script = language == Language::ZhHant ? raster::Script::Hant : raster::Script::Hans;
    }

    void add(Element element) { receipt_.elements.push_back(std::move(element)); }
    void centred(const std::string& text, int size = 1, bool bold = false) {
        if (!text.empty()) add(Text{text, size, bold, Align::Center, false});
    }
    void bar(const std::string& text) { add(Text{text, 1, true, Align::Center, true}); }
    void feed(int dots) { add(Feed{dots}); }
    void rule(RuleKind kind = RuleKind::Thin) { add(Rule{kind}); }
    /// A bold label with its text beside it; nothing when the text is empty.
    void fact(const std::string& label, const std::string& text) {
        if (text.empty()) return;
        const int label_cells = language_ == Language::En ? kLabelCellsEnglish : kLabelCells;
        add(Columns{{{label, label_cells, Align::Left, true}, {text, 0, Align::Left, false}}, 1});
    }
    void code(const std::string& url, const std::string& caption) {
        if (url.empty()) return;
        feed(10);
        add(Qr{url, 6});
        feed(6);
        centred(caption);
    }
    Receipt finish() {
        feed(12);
        add(Cut{});
        return std::move(receipt_);
    }

    const Words& words() const { return words_; }

private:
    Language language_;
    const Words& words_;
    Receipt receipt_;
};

/// Puts the values in place of each "%", in order.
std::string fill(std::string text, std::initializer_list<std::string> values) {
    std::size_t at = 0;
    for (const auto& value : values) {
        at = text.find('%', at);
        if (at == std::string::npos) break;
        text.replace(at, 1, value);
        at += value.size();
    }
    return text;
}

std::string dateAndTime(LocalTime time) {
    const auto day = std::chrono::floor<std::chrono::days>(time);
    const std::chrono::year_month_day date{day};
    const std::chrono::hh_mm_ss clock{time - day};
    char text[32];
    std::snprintf(text, sizeof text, "%04d-%02u-%02u %02d:%02d", static_cast<int>(date.year()),
                  static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()),
                  static_cast<int>(clock.hours().count()), static_cast<int>(clock.minutes().count()));
    return text;
}

/// As the screen says it: from twenty hours on it is there all day.
std::string spanText(LocalTime begins, LocalTime ends, const Words& words) {
    const auto dayOf = [](LocalTime time) { return dateAndTime(time).substr(0, kDateLength - 1); };
    if (ends - begins >= std::chrono::hours{20}) {
        const auto last = dayOf(ends - std::chrono::minutes{1});
        return (dayOf(begins) == last ? last : dayOf(begins) + words.range_to + last) + " " + words.all_day;
    }
    if (dayOf(begins) != dayOf(ends)) return dateAndTime(begins) + words.range_to + dateAndTime(ends);
    return dateAndTime(begins) + "-" + dateAndTime(ends).substr(kDateLength);
}

/// "1 号窗口", "1、3 号窗口", "1至3 号窗口".
std::string counterText(std::vector<int> counters, const Words& words) {
    std::sort(counters.begin(), counters.end());
    counters.erase(std::unique(counters.begin(), counters.end()), counters.end());
    if (counters.empty()) return {};
    std::string numbers = std::to_string(counters.front());
    const bool run =
        counters.size() >= 3 && counters.back() - counters.front() == static_cast<int>(counters.size()) - 1;
    if (run)
        numbers += words.range_to + std::to_string(counters.back());
    else
        for (std::size_t i = 1; i < counters.size(); ++i)
            numbers += words.list_comma + std::to_string(counters[i]);
    return words.go_to + fill(counters.size() == 1 ? words.counter : words.counters, {numbers});
}

std::string waitText(const catalogue::WaitEstimate& wait, const Words& words) {
    return std::to_string(wait.minutes_min) + "-" + std::to_string(wait.minutes_max) + words.minutes;
}

/// People ahead and the waiting range beside each other, small words over large figures; what is not known is left out.
void addQueue(Slip& slip, const TicketSlip& ticket) {
    Columns labels{{}, 1}, figures{{}, 2};
    const auto put = [&](const std::string& label, const std::string& figure) {
        labels.cells.push_back({label, 0, Align::Center, false});
        figures.cells.push_back({figure, 0, Align::Center, true});
    };
    if (ticket.ahead) put(slip.words().ahead, std::to_string(*ticket.ahead) + slip.words().people);
    if (ticket.wait) put(slip.words().wait, waitText(*ticket.wait, slip.words()));
    if (labels.cells.empty()) return;
    slip.rule(RuleKind::Dotted);
    slip.add(std::move(labels));
    slip.add(std::move(figures));
}

/// Of a sheet to be taken home to read: whose it is, what it is about, and what that is.
void addHead(Slip& slip, bool demo, const std::string& above, const std::string& title, const std::string& content) {
    if (demo) slip.centred(slip.words().demo);
    slip.centred(above);
    slip.rule(RuleKind::Thick);
    slip.centred(title, 2, true);
    slip.feed(8);
    if (!content.empty()) slip.add(Text{content, 1, false, Align::Left, false});
    slip.feed(12);
}

void addMaterials(Slip& slip, const std::vector<GuideSlip::Material>& materials) {
    slip.bar(materials.empty() ? slip.words().bring_nothing : slip.words().bring);
    if (materials.empty()) return;
    slip.feed(8);
    for (const auto& material : materials) {
        Columns line{{{"□", 3, Align::Left, true}, {material.name, 0, Align::Left, true}}, 1};
        if (!material.note.empty()) line.cells.push_back({material.note, 0, Align::Left, false});
        slip.add(std::move(line));
    }
}

/// Two groups of four a line: large enough to be read without glasses on the narrowest paper.
std::vector<std::string> codeLines(const std::string& code) {
    constexpr std::size_t kLine = 9, kStep = 10;
    std::vector<std::string> lines;
    for (std::size_t at = 0; at < code.size(); at += kStep)
        lines.push_back(code.substr(at, kLine));
    return lines;
}

std::string joined(const std::vector<std::string>& lines) {
    std::string text;
    for (const auto& line : lines)
        text += (text.empty() ? "" : "\n") + line;
    return text;
}

} // namespace

Receipt makeTicket(const TicketSlip& ticket) {
    Slip slip(ticket.language);
    const Words& words = slip.words();
    if (ticket.reprint) {
        slip.bar(words.reprint);
        slip.feed(8);
    }
    if (ticket.demo) slip.centred(words.demo);
    slip.centred(ticket.site_name, 1, true);
    slip.rule(RuleKind::Thick);
    slip.centred(ticket.item_name, 2, true);
    slip.feed(14);
    slip.centred(ticket.number, 6, true);
    slip.feed(14);
    if (!ticket.priority.empty()) slip.bar(ticket.priority);
    slip.centred(counterText(ticket.counters, words), 2, true);
    addQueue(slip, ticket);
    slip.rule(RuleKind::Dotted);
    slip.fact(words.number, ticket.number + (ticket.business.empty() ? "" : "  " + ticket.business));
    slip.fact(words.issued_at, dateAndTime(ticket.issued_at) + (ticket.clock_unsure ? words.clock_unsure : ""));
    slip.fact(words.passed,
              fill(words.passed_rule, {std::to_string(ticket.requeue_behind), std::to_string(ticket.passes_max)}));
    slip.feed(8);
    slip.centred(words.watch);
    slip.code(ticket.public_url, words.follow);
    return slip.finish();
}

Receipt makeBooking(const BookingSlip& booking) {
    Slip slip(booking.language);
    const Words& words = slip.words();
    if (booking.reprint) {
        slip.bar(words.booking_reprint);
        slip.feed(8);
    }
    if (booking.demo) slip.centred(words.demo);
    slip.centred(booking.site_name + " · " + words.booking);
    slip.rule(RuleKind::Thick);
    slip.centred(booking.waits ? words.waits : words.booked, 3, true);
    slip.feed(8);
    slip.centred(booking.title, 2, true);
    slip.feed(8);
    slip.centred(spanText(booking.begins_at, booking.ends_at, words), 1, true);
    slip.centred(booking.place);
    if (booking.waits) slip.bar(words.waits_rule);
    slip.code(booking.code, booking.waits ? words.waits_code : words.booked_code);
    if (!booking.short_code.empty()) {
        slip.feed(6);
        slip.centred(fill(words.short_code, {std::to_string(booking.kiosk)}));
        slip.centred(booking.short_code, 2, true);
    }
    if (booking.kiosk_only) slip.bar(fill(words.kiosk_only, {std::to_string(*booking.kiosk_only)}));
    slip.rule(RuleKind::Dotted);
    slip.fact(words.who, booking.people > 1 ? words.who_two : words.who_one);
    slip.fact(words.booked_at, dateAndTime(booking.booked_at) + (booking.clock_unsure ? words.clock_unsure : ""));
    slip.fact(words.not_coming, words.not_coming_rule);
    return slip.finish();
}

Receipt makeGuide(const GuideSlip& guide) {
    Slip slip(guide.language);
    const Words& words = slip.words();
    addHead(slip, guide.demo, guide.site_name + " · " + words.guide, guide.item_name, guide.content);
    addMaterials(slip, guide.materials);
    slip.rule(RuleKind::Dotted);
    slip.fact(words.hours, joined(guide.hours));
    slip.fact(words.place, guide.place);
    slip.fact(words.audience, guide.audience);
    slip.fact(words.fee, guide.fee);
    slip.fact(words.department, guide.department);
    slip.fact(words.address, guide.address);
    slip.fact(words.phone, guide.phone);
    slip.code(guide.public_url, words.more);
    slip.rule();
    slip.fact(words.reviewed_on, guide.reviewed_on);
    slip.fact(words.printed_at, dateAndTime(guide.printed_at));
    return slip.finish();
}

Receipt makeActivity(const ActivitySlip& activity) {
    Slip slip(activity.language);
    const Words& words = slip.words();
    addHead(slip, activity.demo, activity.site_name + " · " + words.activity, activity.title, activity.content);
    slip.bar(words.when);
    slip.feed(8);
    for (const auto& session : activity.sessions)
        slip.centred(spanText(session.begins_at, session.ends_at, words), 1, true);
    if (activity.more_sessions) slip.centred(words.more_sessions);
    slip.rule(RuleKind::Dotted);
    slip.fact(words.where, activity.place);
    slip.fact(words.audience, activity.audience);
    slip.fact(words.fee, activity.fee);
    slip.fact(words.host, activity.host);
    slip.fact(words.address, activity.address);
    slip.fact(words.phone, activity.phone);
    slip.rule();
    slip.fact(words.printed_at, dateAndTime(activity.printed_at));
    return slip.finish();
}

Receipt makeOpinion(const OpinionSlip& opinion) {
    Slip slip(opinion.language);
    const Words& words = slip.words();
    if (opinion.demo) slip.centred(words.demo);
    slip.centred(opinion.site_name + " · " + words.opinion, 1, true);
    slip.rule(RuleKind::Thick);
    slip.centred(words.query_code);
    slip.feed(8);
    for (const std::string& line : codeLines(opinion.query_code))
        slip.centred(line, 3, true);
    slip.feed(12);
    slip.add(Text{words.ask, 1, false, Align::Left, false});
    slip.feed(6);
    slip.add(Text{words.keep, 1, true, Align::Left, false});
    slip.rule(RuleKind::Dotted);
    slip.fact(words.left_at, dateAndTime(opinion.left_at) + (opinion.clock_unsure ? words.clock_unsure : ""));
    slip.fact(words.phone, opinion.phone);
    return slip.finish();
}

} // namespace onestop::receipts
