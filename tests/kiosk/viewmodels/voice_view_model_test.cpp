// SPDX-License-Identifier: Apache-2.0
// What of a page is said, and when; what it is read from is the accessibility tree of a page of one text here.
#include "kiosk/viewmodels/voice_view_model.h"

#include <QAccessibleObject>

#include "tests/kiosk/viewmodels/qt_program.h"
#include "tests/kiosk/viewmodels/remembering_speaker.h"
#include "tests/support/catch.h"

namespace onestop::viewmodels {

namespace {

/// Says its object's name.
class OneText : public QAccessibleObject {
public:
    using QAccessibleObject::QAccessibleObject;
    QAccessibleInterface* parent() const override { return nullptr; }
    int childCount() const override { return 0; }
    QAccessibleInterface* child(int) const override { return nullptr; }
    int indexOfChild(const QAccessibleInterface*) const override { return -1; }
    QString text(QAccessible::Text kind) const override {
        return kind == QAccessible::Name ? object()->objectName() : QString();
    }
    QAccessible::Role role() const override { return QAccessible::StaticText; }
    QAccessible::State state() const override { return {}; }
};

QAccessibleInterface* oneText(const QString&, QObject* object) { return new OneText(object); }

struct Reading : tests::QtProgram {
    tests::RememberingSpeaker speaker;
    VoiceViewModel voice{&speaker};
    QObject page;

    Reading() {
        QAccessible::installFactory(oneText);
        voice.setOn(true);
    }
    ~Reading() { QAccessible::removeFactory(oneText); }

    void read(const std::string& words) {
        page.setObjectName(QString::fromStdString(words));
        voice.read(&page);
    }
    /// Until nothing more is said.
    std::vector<std::string> heard() {
        for (std::size_t before = 0; std::exchange(before, speaker.said.size()) != speaker.said.size();)
            voice.goOn();
        std::vector<std::string> parts;
        for (const auto& part : speaker.said)
            parts.push_back(part.text);
        return parts;
    }
};

std::string times(int count, const std::string& words) {
    std::string all;
    for (int i = 0; i < count; ++i)
        all += words;
    return all;
}

std::string joined(const std::vector<std::string>& parts) {
    std::string all;
    for (const auto& part : parts)
        all += part;
    return all;
}

} // namespace

TEST_CASE("a page that one utterance does not hold is read to its end, sentence by sentence") {
    Reading reading;
    const auto& [sentence, mark] = GENERATE(
        table<std::string, std::string>({{"请带身份证和一寸照片。", "。"}, {"Bring your card, and a photo. ", ". "}}));
    const std::string whole = times(400, sentence) + "x";
    reading.read(whole);
    const auto parts = reading.heard();
    CHECK(joined(parts) == whole);
    CHECK(parts.size() >= 3);
    for (const auto& part : parts) {
        CHECK(part.size() <= speech::kTextBytesMost);
        CHECK((part.ends_with(mark) || part == parts.back()));
    }
}

TEST_CASE("a sentence without an end is cut between two characters") {
    Reading reading;
    reading.read("a" + times(3000, "号"));
    const auto parts = reading.heard();
    REQUIRE(parts.size() == 3);
    CHECK(parts[0].size() == 4096); // a and 1365 characters
    CHECK(joined(parts) == "a" + times(3000, "号"));
}

TEST_CASE("the rest of a page waits until the part before was said, and keeps the page there meanwhile") {
    Reading reading;
    reading.speaker.saying = true;
    reading.read(times(1000, "请稍等。"));
    reading.voice.goOn();
    CHECK(reading.speaker.said.size() == 1);
    reading.speaker.saying = false;
    CHECK(reading.voice.isSaying());
    CHECK(reading.heard().size() == 3);
    CHECK_FALSE(reading.voice.isSaying());
}

TEST_CASE("nobody hears the rest of a page that was left, that is not wanted any more, or that has no speaker left") {
    Reading reading;
    reading.read(times(1000, "请稍等。"));
    SECTION("left for another") { reading.read("首页"); }
    SECTION("left for nothing") { reading.voice.read(nullptr); }
    SECTION("not wanted") { reading.voice.setOn(false); }
    SECTION("nobody speaks") { reading.speaker.present = false; }
    const auto asked = reading.speaker.said.size();
    CHECK(reading.heard().size() == asked);
    CHECK_FALSE(reading.voice.isSaying());
}

} // namespace onestop::viewmodels
