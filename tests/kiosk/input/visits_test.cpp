// SPDX-License-Identifier: Apache-2.0
// Promises, tried on the program that ships: pinyin becomes characters; what one person typed is learnt by nobody and
// stands in no file; the engine is gone with the visit, also when it hangs.
#include <algorithm>
#include <chrono>
#include <csignal>
#include <filesystem>
#include <fstream>
#include <functional>
#include <iterator>
#include <optional>
#include <thread>

#include <poll.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "kiosk/input/input_engine.h"
#include "tests/kiosk/input/written_characters.h"
#include "tests/support/catch.h"
#include "tests/support/scratch_folder.h"

namespace onestop::input {

using namespace std::chrono_literals;

namespace {

bool eventually(const std::function<bool()>& holds) {
    for (const auto until = std::chrono::steady_clock::now() + 20s; std::chrono::steady_clock::now() < until;) {
        if (holds()) return true;
        std::this_thread::sleep_for(5ms);
    }
    return holds();
}

/// The program, on a socket in a folder of its own.
struct Program {
    tests::ScratchFolder folder;
    std::filesystem::path socket = folder.path() / "input.sock";
    pid_t process = ::fork();

    Program() {
        if (process == 0) {
            ::execl(ONESTOP_BINARY_DIR "/bin/onestop-input", "onestop-input", "--socket", socket.c_str(), nullptr);
            ::_exit(9);
        }
        REQUIRE(eventually([this] { return std::filesystem::exists(socket); }));
    }
    ~Program() {
        ::kill(process, SIGTERM);
        ::waitpid(process, nullptr, 0);
    }
    /// The engines that run now.
    std::vector<pid_t> engines() const {
        const std::string id = std::to_string(process);
        std::ifstream in("/proc/" + id + "/task/" + id + "/children");
        return {std::istream_iterator<pid_t>(in), {}};
    }
    /// Whether any file of the program's folder holds these bytes.
    bool isKept(const std::string& bytes) const {
        for (const auto& each : std::filesystem::recursive_directory_iterator(folder.path())) {
            if (!each.is_regular_file()) continue;
            std::ifstream in(each.path(), std::ios::binary);
            const std::string content{std::istreambuf_iterator<char>(in), {}};
            if (content.find(bytes) != std::string::npos) return true;
        }
        return false;
    }
};

/// A resident at the keyboard.
struct Visit {
    SocketInputEngine engine;
    std::optional<Composition> last;
    bool lost = false;
    int answers = 0;

    explicit Visit(const Program& program) : engine(program.socket) {
        engine.observe([this](const std::optional<Composition>& composition) {
            last = composition;
            lost = !composition;
            ++answers;
        });
    }
    /// False: no answer.
    bool hear() {
        const int before = answers;
        pollfd watched{engine.descriptor(), POLLIN, 0};
        if (::poll(&watched, 1, 20000) == 1) engine.receive();
        return answers > before;
    }
    Composition press(const Keystroke& keystroke) {
        const int before = answers;
        engine.send(keystroke);
        if (answers == before) REQUIRE(hear());
        return last.value_or(Composition{});
    }
    Composition type(const std::string& letters) {
        Composition composition;
        for (const char letter : letters)
            composition = press(Keystroke::ofLetter(letter));
        return composition;
    }
    /// What is offered for these letters, over the first pages.
    std::vector<std::string> offered(const std::string& letters) {
        Composition page = type(letters);
        auto all = page.candidates;
        for (int i = 0; i < 3; ++i) {
            page = press(Keystroke::turn(1));
            all.insert(all.end(), page.candidates.begin(), page.candidates.end());
        }
        for (std::size_t i = 0; i < letters.size(); ++i)
            press(Keystroke::erase());
        REQUIRE(last->typed.empty());
        return all;
    }
};

} // namespace

TEST_CASE("pinyin becomes characters, page by page") {
    const Program program;
    Visit visit(program);
    CHECK(visit.engine.isPresent());
    const auto typed = visit.type("dapeng");
    CHECK(typed.typed == "da peng");
    REQUIRE(typed.candidates.size() == 5);
    CHECK(typed.page == 0);
    CHECK(typed.more);
    const auto found = std::ranges::find(typed.candidates, "大鹏");
    REQUIRE(found != typed.candidates.end());

    CHECK(visit.press(Keystroke::turn(1)).page == 1);
    CHECK(visit.press(Keystroke::turn(-1)).candidates == typed.candidates);
    const auto written = visit.press(Keystroke::choose(static_cast<int>(found - typed.candidates.begin())));
    CHECK(written.written == "大鹏");
    CHECK(written.typed.empty());
    CHECK(written.candidates.empty());
}

TEST_CASE("the last letter is taken back, and a long run of letters ends") {
    const Program program;
    Visit visit(program);
    visit.type("nih");
    CHECK(visit.press(Keystroke::erase()).typed == "ni");
    const auto longest = visit.type(std::string(200, 'a'));
    CHECK(std::ranges::count(longest.typed, 'a') <= static_cast<int>(kLettersMost));
}

TEST_CASE("who reads traditional characters writes them") {
    const Program program;
    Visit visit(program);
    visit.press(Keystroke::write(Script::Traditional));
    CHECK(visit.type("shenfenzheng").candidates.front() == "身份證");
}

TEST_CASE("a finger writes where letters are typed, in the same engine") {
    const Program program;
    Visit visit(program);
    const auto all = tests::writtenCharacters();
    const auto& written = *std::ranges::find(all, "大", &tests::WrittenCharacter::character);
    Composition offered;
    for (const auto& stroke : written.strokes)
        offered = visit.press(Keystroke::ofStroke(stroke));
    const auto found = std::ranges::find(offered.candidates, written.character);
    REQUIRE(found != offered.candidates.end());
    CHECK(visit.press(Keystroke::choose(static_cast<int>(found - offered.candidates.begin()))).written == "大");
    CHECK(visit.type("peng").typed == "peng");
    CHECK(program.engines().size() == 1);
}

TEST_CASE("nobody is offered what another person typed") {
    const Program program;
    const std::string word = "dapeng", sentence = "zhuqiwopangmaole";
    std::vector<std::string> word_before, sentence_before;
    {
        Visit first(program);
        word_before = first.offered(word);
        sentence_before = first.offered(sentence);
        for (int i = 0; i < 5; ++i) { // a word that nobody chooses, and a sentence that is in no dictionary
            CHECK(first.type(word).candidates.size() == 5);
            CHECK(first.press(Keystroke::choose(4)).written == word_before[4]);
            first.type(sentence);
            CHECK(first.press(Keystroke::choose(0)).written == sentence_before[0]);
        }
        CHECK(first.offered(word) == word_before);
        first.engine.end();
    }
    Visit second(program);
    CHECK(second.offered(word) == word_before);
    CHECK(second.offered(sentence) == sentence_before);
}

TEST_CASE("nothing that was typed stands in a file, during the visit or after it") {
    const Program program;
    Visit visit(program);
    const std::string letters = "zhuqiwopangmaole";
    const auto offered = visit.type(letters).candidates;
    const auto written = visit.press(Keystroke::choose(0)).written;
    REQUIRE(written == offered.front());
    CHECK_FALSE(program.isKept(written));
    CHECK_FALSE(program.isKept(letters));
    visit.engine.end();
    REQUIRE(eventually([&] { return program.engines().empty(); }));
    CHECK_FALSE(program.isKept(written));
    CHECK_FALSE(program.isKept(letters));
}

TEST_CASE("the engine begins with the first keystroke and ends with the visit") {
    const Program program;
    Visit visit(program);
    CHECK(program.engines().empty());
    visit.type("ni");
    const auto engine = program.engines();
    REQUIRE(engine.size() == 1);
    visit.engine.end();
    CHECK(eventually([&] { return ::kill(engine.front(), 0) != 0 && errno == ESRCH; }));

    visit.type("ni");
    CHECK(program.engines() != engine);
}

TEST_CASE("an engine that hangs is killed with the visit") {
    const Program program;
    Visit visit(program);
    visit.type("ni");
    REQUIRE(program.engines().size() == 1);
    const pid_t engine = program.engines().front();
    REQUIRE(::kill(engine, SIGSTOP) == 0);
    visit.engine.send(Keystroke::ofLetter('h'));
    visit.engine.end();
    CHECK(eventually([&] { return ::kill(engine, 0) != 0 && errno == ESRCH; }));
}

TEST_CASE("an engine that dies is told once, and the next keystroke begins another") {
    const Program program;
    Visit visit(program);
    visit.type("ni");
    REQUIRE(program.engines().size() == 1);
    REQUIRE(::kill(program.engines().front(), SIGKILL) == 0);
    REQUIRE(visit.hear());
    CHECK(visit.lost);
    CHECK(visit.engine.descriptor() == -1);
    CHECK(visit.type("ni").typed == "ni");
}

TEST_CASE("a second screen ends the engine of the first") {
    const Program program;
    Visit first(program), second(program);
    first.type("ni");
    second.type("ni");
    REQUIRE(first.hear());
    CHECK(first.lost);
    CHECK(program.engines().size() == 1);
}

TEST_CASE("without the program the keyboard learns it at once") {
    SocketInputEngine engine("/nowhere/input.sock");
    bool lost = false;
    engine.observe([&](const std::optional<Composition>& composition) { lost = !composition; });
    CHECK_FALSE(engine.isPresent());
    engine.send(Keystroke::ofLetter('a'));
    CHECK(lost);
}

} // namespace onestop::input
