// SPDX-License-Identifier: Apache-2.0
// What the voice promises: calls in their order and never cut, only the newest page, words as people say them, silence
// at the site's hours; and that espeak's samples really reach a card (here ALSA's own "file").
#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <future>
#include <iterator>

#include <sys/socket.h>
#include <unistd.h>

#include "kiosk/speech/announcer.h"
#include "kiosk/speech/chime.h"
#include "kiosk/speech/datagram.h"
#include "kiosk/speech/speaker.h"
#include "kiosk/speech/spoken_text.h"
#include "sync/service/local_socket.h"
#include "tests/support/catch.h"
#include "tests/support/scratch_folder.h"

namespace onestop::speech {

using catalogue::Language;
using namespace std::chrono_literals;
using enum UtteranceKind;

namespace {

Utterance page(std::string text) { return {Page, Language::ZhHans, std::move(text)}; }
Utterance call(std::string text) { return {Call, Language::ZhHans, std::move(text)}; }
Utterance help(std::string text) { return {Help, Language::ZhHans, std::move(text)}; }

std::string says(SpeechQueue& queue) {
    const auto next = queue.take();
    return next ? next->text : "";
}

std::vector<std::int16_t> samplesIn(const std::filesystem::path& file) {
    std::ifstream in(file, std::ios::binary);
    const std::vector<char> bytes{std::istreambuf_iterator<char>(in), {}};
    std::vector<std::int16_t> samples(bytes.size() / 2);
    std::copy_n(bytes.begin(), samples.size() * 2, reinterpret_cast<char*>(samples.data()));
    return samples;
}

} // namespace

TEST_CASE("calls are said in the order in which they came, before any page") {
    SpeechQueue queue;
    queue.hear(page("办事指南"));
    queue.hear(call("A001"));
    queue.hear(call("A002"));
    CHECK(says(queue) == "A001");
    CHECK(says(queue) == "A002");
    CHECK(says(queue) == "办事指南");
    CHECK(says(queue).empty());
}

TEST_CASE("a newer page cuts the one being read, a call is never cut") {
    SpeechQueue queue;
    queue.hear(page("首页"));
    CHECK(says(queue) == "首页");
    CHECK(queue.hear(page("办事指南")));
    CHECK_FALSE(queue.hear(call("A001")));
    CHECK(says(queue) == "A001");
    CHECK_FALSE(queue.hear(page("签到")));
    CHECK(says(queue) == "签到");
}

TEST_CASE("a call for help is said before the numbers that wait, after what is being said, and none of them is lost") {
    SpeechQueue queue;
    queue.hear(call("A001"));
    queue.hear(call("A002"));
    CHECK(says(queue) == "A001");
    CHECK_FALSE(queue.hear(help("1 号自助机")));
    CHECK_FALSE(queue.hear(help("2 号自助机")));
    CHECK(says(queue) == "1 号自助机");
    for (std::size_t more = 0; more < SpeechQueue::kCallsMost; ++more)
        queue.hear(call("A1" + std::to_string(more)));
    CHECK(says(queue) == "2 号自助机"); // of too many it is a number that goes
    CHECK(says(queue) == "A11");
    for (std::size_t more = 0; more < SpeechQueue::kCallsMost * 2; ++more)
        queue.hear(help("1 号自助机"));
    CHECK(says(queue) == "1 号自助机");
}

TEST_CASE("what a newer page replaces is told to be over at once, what is being said when the next is taken") {
    SpeechQueue queue;
    const auto asked = [&](Utterance utterance) {
        auto until_said = std::make_shared<int>();
        utterance.until_said = until_said;
        queue.hear(std::move(utterance));
        return std::weak_ptr<int>(until_said);
    };
    const auto first = asked(page("首页"));
    const auto second = asked(page("签到"));
    CHECK(first.expired());
    auto saying = queue.take();
    CHECK_FALSE(second.expired());
    saying = queue.take();
    CHECK(second.expired());
    const auto third = asked(page("首页"));
    queue.hear({});
    CHECK(third.expired());
}

TEST_CASE("when the resident has gone nothing of her page is said, and calls stay") {
    SpeechQueue queue;
    queue.hear(page("您的号"));
    queue.hear(call("A001"));
    CHECK_FALSE(queue.hear({}));
    CHECK(says(queue) == "A001");
    CHECK(says(queue).empty());
}

TEST_CASE("a finger's tick is heard at once or not at all: never over words, never after them") {
    SpeechQueue queue;
    const Utterance press{Press, Language::ZhHans, ""};
    CHECK_FALSE(queue.hear(press));
    CHECK(queue.take().value() == press);
    CHECK_FALSE(queue.take());

    queue.hear(page("首页"));
    queue.hear(press);
    CHECK(says(queue) == "首页");
    CHECK_FALSE(queue.hear(press)); // the page is being said, and is not cut
    CHECK_FALSE(queue.take());

    queue.hear(call("A001"));
    queue.hear(press);
    CHECK(says(queue) == "A001");
    CHECK_FALSE(queue.take());
}

TEST_CASE("a finger's tick is short and soft") {
    const auto samples = tick(22'050);
    CHECK(samples.size() < 22'050 / 30);
    CHECK(std::ranges::max(samples) > 1000);
    CHECK(std::ranges::max(samples) < std::ranges::max(chime(22'050)));
}

TEST_CASE("whatever a screen asks for arrives as it was, and anything else is refused with a sentence") {
    for (const auto language : {Language::ZhHans, Language::ZhHant, Language::En}) {
        for (const auto kind : {Page, Call, Help, Trial}) {
            const Utterance utterance{kind, language, "请 A001 号\n到 1 号窗口"};
            CHECK(parseUtterance(formatUtterance(utterance)).value() == utterance);
        }
    }
    for (const Utterance& wordless : {Utterance{}, Utterance{Press, Language::ZhHans, ""}})
        CHECK(parseUtterance(formatUtterance(wordless)).value() == wordless);
    for (const std::string& bad :
         {std::string(), std::string("stop "), std::string("page zh-Hans\n"), std::string("page fr\nbonjour"),
          std::string("shout en\nhello"), "page en\n" + std::string(kTextBytesMost + 1, 'a'),
          std::string("call en\na\0b", 11)}) {
        const auto refused = parseUtterance(bad);
        REQUIRE_FALSE(refused);
        CHECK(refused.error().sentence.starts_with("cannot read what to say: "));
    }
}

TEST_CASE("what is written is said as people say it") {
    CHECK(spokenText("请 A001 号，到 1 号窗口", Language::ZhHans) == "请 A 0 0 1 号，到 1 号窗口");
    CHECK(spokenText("09:05 开门，12:00 休息", Language::ZhHans) == "9点05分 开门，12点 休息");
    CHECK(spokenText("約 8–15 分鐘，到 21:30", Language::ZhHant) == "約 8到15 分鐘，到 21點30分");
    CHECK(spokenText("Open 9:00–21:30", Language::En) == "Open 9 o'clock to 21 30");
    CHECK(spokenText("电话 075528470000", Language::ZhHans) == "电话 0 7 5 5 2 8 4 7 0 0 0 0");
    CHECK(spokenText("张*三，您好", Language::ZhHans) == "张三，您好");
    CHECK(spokenText("共 1234 项，A4 纸", Language::ZhHans) == "共 1234 项，A4 纸");
    CHECK(spokenText("12:", Language::ZhHans) == "12:");
}

TEST_CASE("the hours without voice may go over midnight") {
    const QuietHours night{21h + 30min, 8h};
    CHECK(night.contains(23h));
    CHECK(night.contains(0h));
    CHECK_FALSE(night.contains(8h));
    CHECK_FALSE(night.contains(12h));
    CHECK(night.contains(21h + 30min));
    CHECK_FALSE(QuietHours{}.contains(0h));
    CHECK(QuietHours{12h, 14h}.contains(13h));
}

TEST_CASE("how loud and when travels whole, and anything else is no setting") {
    for (const VoiceSetting& setting : {VoiceSetting{0, {}}, VoiceSetting{45, {22h, 7h + 30min}}, VoiceSetting{}})
        CHECK(parseSetting(formatSetting(setting)) == setting);
    CHECK(formatSetting({45, {22h, 7h}}) == "set 45 22:00-07:00");
    for (const auto* bad : {"", "set", "set 45", "set 101 22:00-07:00", "set -1 22:00-07:00", "set 45 24:00-07:00",
                            "set 45 22:00-07:00 ", "set 45 22:60-07:00", "set 4x 22:00-07:00", "stop"})
        CHECK_FALSE(parseSetting(bad));
    CHECK_FALSE(parseUtterance("set 45 22:00-07:00"));
    CHECK(parseQuietHours("21:30-08:00") == QuietHours{21h + 30min, 8h});
    CHECK_FALSE(parseQuietHours("9:30-08:00"));
}

TEST_CASE("a kiosk without a speaker is silent and goes on") {
    const tests::ScratchFolder folder;
    SocketSpeaker none({});
    CHECK_FALSE(none.isPresent());
    none.say(page("首页"));
    SocketSpeaker gone(folder.path() / "speaker.sock");
    CHECK_FALSE(gone.isPresent());
    gone.say(page("首页"));
}

TEST_CASE("what a screen says arrives at the speaker's socket in one piece") {
    const tests::ScratchFolder folder;
    const auto path = folder.path() / "speaker.sock";
    const auto listening = service::LocalListener::open(path, service::LocalSocketKind::Datagrams);
    REQUIRE(listening);

    SocketSpeaker speaker(path);
    CHECK(speaker.isPresent());
    speaker.say(page("请带好身份证"));
    speaker.set({45, {22h, 7h}});
    std::string datagram(kDatagramBytesMost, '\0');
    datagram.resize(static_cast<std::size_t>(::recv(listening->descriptor(), datagram.data(), datagram.size(), 0)));
    CHECK(parseUtterance(datagram).value() == page("请带好身份证"));
    datagram.resize(kDatagramBytesMost);
    datagram.resize(static_cast<std::size_t>(::recv(listening->descriptor(), datagram.data(), datagram.size(), 0)));
    CHECK(parseSetting(datagram) == VoiceSetting{45, {22h, 7h}});
}

TEST_CASE("a screen knows that its page is being said, until it was, was cut, or the speaker is gone") {
    const tests::ScratchFolder folder;
    const auto path = folder.path() / "speaker.sock";
    std::optional<service::LocalListener> listening =
        *service::LocalListener::open(path, service::LocalSocketKind::Datagrams);
    const auto received = [&] { return receiveDatagram(listening->descriptor(), kDatagramBytesMost); };
    SocketSpeaker speaker(path);
    CHECK_FALSE(speaker.isSaying());

    speaker.say(page("首页"));
    CHECK(speaker.isSaying()); // nobody has looked yet
    auto first = received();
    REQUIRE(first);
    CHECK(parseUtterance(first->text).value() == page("首页"));
    CHECK(speaker.isSaying());
    first.reset();
    CHECK_FALSE(speaker.isSaying());

    speaker.say(page("您的号"));
    auto second = received();
    speaker.say(page("签到"));
    auto third = received();
    second.reset(); // the former page is cut
    CHECK(speaker.isSaying());
    third.reset();
    CHECK_FALSE(speaker.isSaying());

    speaker.say(page("签到"));
    speaker.say(call("A001")); // a number is nobody's page
    CHECK(speaker.isSaying());
    speaker.say({});
    CHECK_FALSE(speaker.isSaying());

    speaker.say(page("首页"));
    CHECK(speaker.isSaying());
    listening.reset();
    CHECK_FALSE(speaker.isSaying());
    speaker.say(page("首页"));
    CHECK_FALSE(speaker.isSaying());
}

TEST_CASE("who sends more than one descriptor, or another's, has them closed and her words heard") {
    const tests::ScratchFolder folder;
    const auto path = folder.path() / "speaker.sock";
    const auto listening = service::LocalListener::open(path, service::LocalSocketKind::Datagrams);
    REQUIRE(listening);
    const int sending = ::socket(AF_UNIX, SOCK_DGRAM, 0);
    const auto address = *service::localAddress(path);
    const auto openNow = [] {
        return std::distance(std::filesystem::directory_iterator("/proc/self/fd"),
                             std::filesystem::directory_iterator());
    };
    const auto before = openNow();
    for (int time = 0; time < 3; ++time) {
        const int two[2]{listening->descriptor(), 0};
        alignas(cmsghdr) char beside[CMSG_SPACE(sizeof two)] = {};
        std::string text = formatUtterance(page("首页"));
        iovec part{text.data(), text.size()};
        sockaddr_un to = address;
        msghdr message{&to, sizeof to, &part, 1, beside, sizeof beside, 0};
        cmsghdr* const header = CMSG_FIRSTHDR(&message);
        header->cmsg_level = SOL_SOCKET;
        header->cmsg_type = SCM_RIGHTS;
        header->cmsg_len = CMSG_LEN(sizeof two);
        std::copy_n(two, 2, reinterpret_cast<int*>(CMSG_DATA(header)));
        REQUIRE(::sendmsg(sending, &message, 0) > 0);
        const auto received = receiveDatagram(listening->descriptor(), kDatagramBytesMost);
        REQUIRE(received);
        CHECK(parseUtterance(received->text));
    }
    CHECK(openNow() == before);
    CHECK_FALSE(receiveDatagram(listening->descriptor(), kDatagramBytesMost));
    ::close(sending);
}

TEST_CASE("a call is really heard: espeak's samples reach the card, as loud as the site wants it") {
    const tests::ScratchFolder folder;
    const auto heard = folder.path() / "heard.raw", configuration = folder.path() / "alsa.conf";
    std::ofstream(configuration) << "pcm.nowhere { type null }\n"
                                 << "pcm.hall { type file slave.pcm nowhere file \"" << heard.string()
                                 << "\" format raw }\n";
    ::setenv("ALSA_CONFIG_PATH", configuration.c_str(), 1);
    auto voice = Voice::open();
    REQUIRE(voice);
    const auto rate = static_cast<std::size_t>(voice->rateHz());
    const auto heardOf = [&](Utterance utterance, int volume_percent) {
        std::filesystem::remove(heard);
        auto until_said = std::make_shared<int>();
        const std::weak_ptr<int> saying = until_said;
        bool held_before = false, held_after = true;
        utterance.until_said = std::move(until_said);
        {
            std::promise<void> first_said; // the second, in the quiet hours, is asked for when the first is over
            int asked = 0;
            Announcer announcer(*voice, {"hall", {}}, [&] {
                (++asked == 1 ? held_before : held_after) = !saying.expired();
                if (asked == 2) first_said.set_value();
                return asked > 1 ? 23h : 12h;
            });
            announcer.set({volume_percent, {22h, 7h}}); // as staff of the kiosk wants it
            announcer.hear(std::move(utterance));
            announcer.hear(call("请 A002 号，到 1 号窗口"));
            REQUIRE(first_said.get_future().wait_for(20s) == std::future_status::ready);
        }
        CHECK(held_before);
        CHECK_FALSE(held_after);
        const auto samples = samplesIn(heard);
        REQUIRE(samples.size() > rate); // longer than a second
        CHECK(samples.size() < rate * 10);
        return samples;
    };
    const auto loudest = [&](int volume_percent) {
        const auto samples = heardOf(call("请 A001 号，到 1 号窗口"), volume_percent);
        return static_cast<int>(*std::ranges::max_element(samples));
    };
    const int full = loudest(100), half = loudest(50);
    CHECK(full > 3000);
    CHECK(std::abs(half - full / 2) < full / 10);

    const auto bell = heardOf(help("1 号自助机有人需要帮忙"), 100);
    int turns = 0; // of the first tone in a quarter of a second
    for (std::size_t i = 1; i < rate / 4; ++i)
        turns += (bell[i - 1] < 0) != (bell[i] < 0) ? 1 : 0;
    CHECK(std::abs(turns - 2 * 880 / 4) < 5);
    CHECK(bell.size() > chime(voice->rateHz()).size() + rate); // and the words after it

    const auto heardAtNight = [&](const Utterance& utterance) {
        std::filesystem::remove(heard);
        {
            std::promise<void> begun, over; // a call overtakes what waits, and asks for the hour once that is over
            int asked = 0;
            Announcer announcer(*voice, {"hall", {100, {22h, 7h}}}, [&] {
                (++asked == 1 ? begun : over).set_value();
                return 23h;
            });
            announcer.hear(utterance);
            REQUIRE(begun.get_future().wait_for(20s) == std::future_status::ready);
            announcer.hear(call("请 A002 号，到 1 号窗口"));
            REQUIRE(over.get_future().wait_for(20s) == std::future_status::ready);
        }
        return !samplesIn(heard).empty();
    };
    CHECK_FALSE(heardAtNight(page("首页")));
    CHECK(heardAtNight({Trial, Language::ZhHans, "现在是这个音量"}));
}

} // namespace onestop::speech
