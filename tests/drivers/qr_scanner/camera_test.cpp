// SPDX-License-Identifier: Apache-2.0
// Promises of the camera as a scanner: a code held up is told once and checked; nobody is filmed when nobody is there;
// a camera that is lost, taken or mute is named and comes back by itself.
#include "drivers/qr_scanner/camera_scanner.h"

#include <filesystem>
#include <fstream>
#include <future>

#include "drivers/qr_scanner/folder_source.h"
#include "drivers/qr_scanner/video_source.h"
#include "drivers/raster/qr.h"
#include "tests/drivers/qr_scanner/camera_fixture.h"
#include "tests/drivers/qr_scanner/jpeg_file.h"
#include "tests/support/catch.h"

using namespace onestop::qr_scanner;
using onestop::raster::Picture;
using namespace std::chrono_literals;

namespace {

struct Listener final : ScannerListener {
    void scannerStateChanged(ScannerState state) override { states.push_back(state); }
    void scanned(const ScanPayload& payload) override { scans.push_back(payload.text); }
    void scanRefused(ScanRefusal refusal) override { refusals.push_back(refusal); }
    std::vector<ScannerState> states;
    std::vector<std::string> scans;
    std::vector<ScanRefusal> refusals;
};

/// A lobby with a code held before the window, or with nobody.
Picture lobbyWith(const std::string& text) {
    Picture frame(1280, 720, 110);
    if (text.empty()) return frame;
    const auto code = onestop::raster::drawQr(text, 4);
    for (int y = 0; y < code.height(); ++y)
        for (int x = 0; x < code.width(); ++x)
            frame.set(560 + x, 280 + y, code.at(x, y));
    return frame;
}
std::vector<std::uint8_t> greyBytes(const Picture& picture) {
    return {picture.pixels().begin(), picture.pixels().end()};
}

/// What the camera sees, frame by frame.
class ScriptedSource final : public FrameSource {
public:
    struct Script {
        Picture frame;
        std::optional<SourceFailure> failure;
        bool running = false;
        int frames = 0, probes = 0;
    };
    explicit ScriptedSource(Script& script) : script_(script) {}
    tl::expected<void, SourceFailure> probe() override {
        ++script_.probes;
        if (script_.failure) return tl::unexpected(*script_.failure);
        return {};
    }
    tl::expected<void, SourceFailure> start() override {
        if (script_.failure && *script_.failure != SourceFailure::BrokenFrame) return tl::unexpected(*script_.failure);
        script_.running = true;
        return {};
    }
    void stop() override { script_.running = false; }
    tl::expected<Picture, SourceFailure> next(milliseconds) override {
        ++script_.frames;
        if (script_.failure) return tl::unexpected(*script_.failure);
        return script_.frame;
    }
    std::string description() const override { return "a script"; }

private:
    Script& script_;
};

struct Lobby {
    /// Time passes; the watch does what is due.
    void pass(milliseconds length) {
        for (const auto end = now + length; due <= end;) {
            now = std::max(now, due);
            due = now + watch.step(now);
        }
    }
    void show(const std::string& text, milliseconds length) {
        script.frame = lobbyWith(text);
        pass(length);
    }
    ScriptedSource::Script script{lobbyWith(""), {}, false, 0, 0};
    Listener listener;
    CameraWatch watch{std::make_unique<ScriptedSource>(script), {"OS1:"}, listener};
    milliseconds now{50'000}, due{50'000};
};

/// A camera with only grey frames, started.
struct Camera {
    Camera() { model.formats = {V4L2_PIX_FMT_GREY}; }
    CameraModel model;
    VideoSource source{"/dev/video0", model};
};

} // namespace

TEST_CASE("a code held up is told once, also when it stays, and again when it comes back", "[camera]") {
    Lobby lobby;
    lobby.show("", 1s);
    lobby.show("OS1:HELD", 8s);
    CHECK(lobby.listener.scans == std::vector<std::string>{"OS1:HELD"});
    lobby.show("", 4s);
    lobby.show("OS1:HELD", 2s);
    CHECK(lobby.listener.scans == std::vector<std::string>{"OS1:HELD", "OS1:HELD"});
    lobby.show("OS1:OTHER", 2s);
    CHECK(lobby.listener.scans.back() == "OS1:OTHER");
    CHECK(lobby.listener.refusals.empty());
    CHECK(lobby.listener.states == std::vector{ScannerState::Ready});
}

TEST_CASE("what the camera reads obeys the rules for codes: a foreign one is refused once", "[camera]") {
    Lobby lobby;
    lobby.show("https://example.org/pay", 3s);
    CHECK(lobby.listener.scans.empty());
    CHECK(lobby.listener.refusals == std::vector{ScanRefusal::ForeignScheme});
}

TEST_CASE("one read alone is not believed", "[camera]") {
    FramePolicy policy;
    CHECK_FALSE(policy.read(1s, "OS1:A"));
    CHECK_FALSE(policy.read(1100ms, "OS1:B"));
    CHECK_FALSE(policy.read(1200ms, "OS1:A"));
    CHECK_FALSE(policy.read(5s, "OS1:A")); // equal, but not in a row
    CHECK(policy.read(5100ms, "OS1:A"));
}

TEST_CASE("an unmoving lobby is looked at seldom, a movement wakes the camera at once", "[camera]") {
    Lobby lobby;
    lobby.pass(15s); // it was awake at first: somebody may stand there
    lobby.script.frames = 0;
    lobby.pass(10s);
    CHECK(lobby.script.frames <= 26);
    lobby.script.frames = 0;
    lobby.show("OS1:MOVED", 5s);
    CHECK(lobby.script.frames >= 60);
    CHECK(lobby.script.frames <= 76); // never more than fifteen a second
}

TEST_CASE("a lamp that goes on or a camera that sets its exposure is no movement", "[camera]") {
    FramePolicy policy;
    policy.take(0s, Picture(1280, 720, 60));
    CHECK_FALSE(policy.take(20s, Picture(1280, 720, 200)).search);
    CHECK(policy.take(21s, lobbyWith("OS1:X")).search);
}

TEST_CASE("when nobody is there the camera is shut, and only asked whether it is still plugged in", "[camera]") {
    Lobby lobby;
    lobby.pass(1s);
    CHECK(lobby.script.running);
    lobby.watch.attend(false);
    CHECK_FALSE(lobby.script.running);
    lobby.script.frames = 0;
    lobby.show("OS1:UNSEEN", 60s);
    CHECK(lobby.script.frames == 0);
    CHECK(lobby.script.probes <= 13);
    lobby.script.failure = SourceFailure::Absent;
    lobby.pass(6s);
    CHECK(lobby.listener.states == std::vector{ScannerState::Ready, ScannerState::Absent});

    lobby.script.failure.reset();
    lobby.watch.attend(true);
    lobby.pass(3s);
    CHECK(lobby.listener.scans == std::vector<std::string>{"OS1:UNSEEN"});
}

TEST_CASE("a camera lost, taken or mute is named, tried again quietly, and reads when it is back", "[camera][fault]") {
    for (const auto& [failure, state] : {std::pair{SourceFailure::Absent, ScannerState::Absent},
                                         std::pair{SourceFailure::Refused, ScannerState::Refused},
                                         std::pair{SourceFailure::NotAnswering, ScannerState::NotAnswering}}) {
        Lobby lobby;
        lobby.pass(1s);
        lobby.script.failure = failure;
        lobby.pass(60s);
        CHECK_FALSE(lobby.script.running);
        CHECK(lobby.listener.states == std::vector{ScannerState::Ready, state});
        lobby.script.failure.reset();
        lobby.show("OS1:BACK", 12s);
        CHECK(lobby.listener.states.back() == ScannerState::Ready);
        CHECK(lobby.listener.scans == std::vector<std::string>{"OS1:BACK"});
    }
}

TEST_CASE("a few broken frames are nothing; only broken frames are a camera that does not answer", "[camera][fault]") {
    Lobby lobby;
    lobby.pass(1s);
    lobby.script.failure = SourceFailure::BrokenFrame;
    lobby.pass(500ms);
    CHECK(lobby.listener.states == std::vector{ScannerState::Ready});
    lobby.pass(20s);
    CHECK(lobby.listener.states.back() == ScannerState::NotAnswering);
}

TEST_CASE("a camera's thread ends at once, also in the middle of its wait", "[camera]") {
    ScriptedSource::Script script{lobbyWith("OS1:THREAD"), {}, false, 0, 0};
    struct Awaited final : ScannerListener {
        void scannerStateChanged(ScannerState) override {}
        void scanned(const ScanPayload& payload) override { told.set_value(payload.text); }
        void scanRefused(ScanRefusal) override {}
        std::promise<std::string> told;
    } listener;
    {
        CameraScanner scanner(std::make_unique<ScriptedSource>(script), {}, listener);
        CHECK(listener.told.get_future().get() == "OS1:THREAD");
        scanner.attend(false);
    }
    CHECK(script.frames >= 2);
}

TEST_CASE("a camera is asked for grey, else MJPEG, else YUYV, at the size that it can do", "[camera]") {
    CameraModel model;
    VideoSource source("/dev/video0", model);
    REQUIRE(source.start());
    CHECK(model.format == V4L2_PIX_FMT_MJPEG);
    CHECK(source.description() == "Window Camera, 1280x720 MJPEG");
    model.formats = {V4L2_PIX_FMT_YUYV, V4L2_PIX_FMT_GREY};
    model.width = 640, model.height = 480;
    REQUIRE(source.start());
    CHECK(source.description() == "Window Camera, 640x480 grey");
    model.formats = {V4L2_PIX_FMT_H264};
    CHECK(source.start().error() == SourceFailure::NotAnswering);
    source.stop();
    CHECK(model.open_now == 0);
    CHECK(model.mapped_now == 0);
}

TEST_CASE("the newest frame is taken, and one that waited in full buffers is not", "[camera]") {
    Camera camera;
    REQUIRE(camera.source.start());
    CHECK(camera.model.streams);
    for (const std::uint8_t tone : {10, 20})
        camera.model.film(std::vector<std::uint8_t>(1280 * 720, tone));
    CHECK(camera.source.next(1s)->at(5, 5) == 20);
    for (const std::uint8_t tone : {30, 31, 32, 33, 34, 35})
        camera.model.film(std::vector<std::uint8_t>(1280 * 720, tone));
    camera.model.to_come.push_back(std::vector<std::uint8_t>(1280 * 720, 99));
    CHECK(camera.source.next(1s)->at(5, 5) == 99);
    for (int i = 0; i < 20; ++i) { // no buffer is ever lost
        camera.model.film(greyBytes(lobbyWith("")));
        REQUIRE(camera.source.next(1s));
    }
}

TEST_CASE("faults of a camera are told apart", "[camera][fault]") {
    Camera camera;
    camera.model.open_error = -EACCES;
    CHECK(camera.source.probe().error() == SourceFailure::Refused);
    camera.model.open_error = 0;
    camera.model.request_error = -EBUSY;
    CHECK(camera.source.start().error() == SourceFailure::Refused);
    camera.model.request_error = 0;
    camera.model.capabilities = V4L2_CAP_META_CAPTURE | V4L2_CAP_STREAMING;
    CHECK(camera.source.probe().error() == SourceFailure::NotAnswering);
    camera.model.capabilities = V4L2_CAP_VIDEO_CAPTURE | V4L2_CAP_STREAMING;

    REQUIRE(camera.source.start());
    CHECK(camera.source.next(1s).error() == SourceFailure::NotAnswering); // silent
    camera.model.film(std::vector<std::uint8_t>(1000));
    CHECK(camera.source.next(1s).error() == SourceFailure::BrokenFrame); // cut
    camera.model.film(greyBytes(lobbyWith("")), V4L2_BUF_FLAG_ERROR);
    CHECK(camera.source.next(1s).error() == SourceFailure::BrokenFrame); // so marked by the driver
    camera.model.plugged = false;
    CHECK(camera.source.next(1s).error() == SourceFailure::Absent);
    camera.source.stop();
    CHECK(camera.source.start().error() == SourceFailure::Absent);
    camera.model.plugged = true;
    CHECK(camera.source.start());
    CHECK(camera.model.open_now == 1);
}

TEST_CASE("a technician's list names cameras, and what may not be opened", "[camera]") {
    CameraModel model;
    const auto found = findCameras(model);
    REQUIRE(found.size() == 1);
    CHECK(found[0].device == "/dev/video0");
    CHECK(found[0].name == "Window Camera");
    model.open_error = -EACCES;
    CHECK(findCameras(model).at(0).name.empty());
    model.open_error = 0;
    model.capabilities = V4L2_CAP_VIDEO_OUTPUT;
    CHECK(findCameras(model).empty());
}

TEST_CASE("frames of every coding are the same grey picture; none is read beyond its end", "[camera]") {
    const auto lobby = lobbyWith("OS1:CODING");
    std::vector<std::uint8_t> yuyv;
    for (int y = 0; y < 720; ++y) {
        for (const auto tone : lobby.row(y))
            yuyv.insert(yuyv.end(), {tone, 128});
        yuyv.insert(yuyv.end(), 16, 0); // padding
    }
    const FrameShape shape{FrameCoding::Yuyv, 1280, 720, 1280 * 2 + 16};
    CHECK(pictureOf(shape, yuyv) == lobby);
    CHECK(pictureOf(shape, std::span(yuyv).first(yuyv.size() - 16)) == lobby); // the last row may lack its padding
    CHECK(pictureOf(shape, std::span(yuyv).first(yuyv.size() - 18)).error() == BrokenFrame::TooShort);
    CHECK(pictureOf({FrameCoding::Grey, 1280, 720, 0}, greyBytes(lobby)) == lobby);
    CHECK(pictureOf({FrameCoding::Grey, 0, 720, 0}, yuyv).error() == BrokenFrame::OtherSize);
    CHECK(pictureOf({FrameCoding::Mjpeg, 1280, 720, 0}, yuyv).error() == BrokenFrame::NotAJpeg);
    CHECK(pictureOf({FrameCoding::Mjpeg, 1280, 720, 0}, onestop::raster::encodePng(lobby)).error() ==
          BrokenFrame::NotAJpeg); // a device does not choose the decoder
}

TEST_CASE("an MJPEG frame is read also without its Huffman tables, as most cameras send it", "[camera]") {
    const auto lobby = lobbyWith("OS1:MJPEG");
    const auto whole = jpegOf(lobby), bare = withoutTables(whole);
    REQUIRE(bare.size() + 200 < whole.size());
    const FrameShape shape{FrameCoding::Mjpeg, 1280, 720, 0};
    for (const auto& file : {whole, bare}) {
        const auto frame = pictureOf(shape, file);
        REQUIRE(frame);
        CHECK(decodeQr(*frame, Effort::Frame).at(0).text == "OS1:MJPEG");
    }
    CHECK(pictureOf({FrameCoding::Mjpeg, 640, 480, 0}, whole).error() == BrokenFrame::OtherSize);
    CHECK(pictureOf(shape, std::span(whole).first(20)).error() == BrokenFrame::NotAJpeg);
    CHECK(pictureOf(shape, std::span(whole).first(whole.size() / 2))); // grey below the cut: the next frame is whole
}

TEST_CASE("a folder of frames stands in for a camera: read, removed, back", "[camera]") {
    const auto folder = std::filesystem::path(ONESTOP_BINARY_DIR) / "tests" / "camera_test_frames";
    std::filesystem::remove_all(folder);
    FolderSource source(folder);
    CHECK(source.start().error() == SourceFailure::Absent);
    std::filesystem::create_directories(folder);
    CHECK(source.probe().error() == SourceFailure::NotAnswering); // nothing in it
    REQUIRE(onestop::raster::writePng(lobbyWith(""), folder / "1.png"));
    REQUIRE(onestop::raster::writePng(lobbyWith("OS1:FOLDER"), folder / "2.png"));
    std::ofstream(folder / "3.png") << "not a picture";

    REQUIRE(source.start());
    CHECK(*source.next(1s) == lobbyWith(""));
    CHECK(decodeQr(*source.next(1s)).at(0).text == "OS1:FOLDER");
    CHECK(source.next(1s).error() == SourceFailure::BrokenFrame);
    CHECK(*source.next(1s) == lobbyWith(""));
    std::filesystem::remove_all(folder);
    CHECK(source.next(1s).error() == SourceFailure::Absent);
}
