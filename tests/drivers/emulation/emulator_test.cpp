// SPDX-License-Identifier: Apache-2.0
// onestop-emulator seen from outside, by a plain libusb client in another process: what a driver may count on.
// Promises: all three devices enumerate; bytes go both ways; two programs work at once; a program killed with -9
// leaves the device free; unplug ends pending transfers; plug brings the device back.
#include <algorithm>
#include <csignal>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <memory>
#include <random>
#include <string>
#include <vector>

#include <fcntl.h>
#include <poll.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

#include <nlohmann/json.hpp>

#include "tests/support/catch.h"
#include "tests/support/scratch_folder.h"

namespace {

using Json = nlohmann::json;
namespace fs = std::filesystem;

/// A child process with a pipe from its standard output; killed at the end.
class Child {
public:
    explicit Child(std::vector<std::string> command, std::vector<std::string> environment = {}) {
        int out[2];
        REQUIRE(::pipe2(out, O_CLOEXEC) == 0);
        pid_ = ::fork();
        if (pid_ == 0) {
            ::dup2(out[1], 1);
            for (auto& variable : environment)
                ::putenv(variable.data());
            std::vector<char*> arguments;
            for (auto& part : command)
                arguments.push_back(part.data());
            arguments.push_back(nullptr);
            ::execvp(arguments[0], arguments.data());
            ::_exit(127);
        }
        ::close(out[1]);
        out_ = out[0];
    }
    ~Child() {
        end(SIGKILL);
        ::close(out_);
    }
    Child(const Child&) = delete;
    Child& operator=(const Child&) = delete;

    /// The next line it prints; fails after ten seconds without one.
    std::string line() {
        for (;;) {
            if (auto end = text_.find('\n'); end != std::string::npos) {
                auto first = text_.substr(0, end);
                text_.erase(0, end + 1);
                return first;
            }
            pollfd ready{out_, POLLIN, 0};
            if (::poll(&ready, 1, 10'000) != 1) FAIL("no line from the program; so far: " << text_);
            char part[512];
            auto count = ::read(out_, part, sizeof part);
            if (count <= 0) FAIL("the program ended; so far: " << text_);
            text_.append(part, static_cast<std::size_t>(count));
        }
    }
    /// Sends a signal when it still runs, and waits. Its exit code, or 128 + signal.
    int end(int signal) {
        if (pid_ <= 0) return -1;
        ::kill(pid_, signal);
        return exitCode();
    }
    /// Waits for its end.
    int exitCode() {
        int status = 0;
        ::waitpid(pid_, &status, 0);
        pid_ = 0;
        return WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status);
    }

private:
    pid_t pid_ = 0;
    int out_ = -1;
    std::string text_;
};

class Emulator {
public:
    enum class Bus { Umockdev, UsbRedir };
    explicit Emulator(Bus bus = Bus::Umockdev) {
        bool guests = bus == Bus::UsbRedir;
        program_ = std::make_unique<Child>(std::vector<std::string>{
            ONESTOP_BINARY_DIR "/bin/onestop-emulator", "--control", control(), "--receipts", receipts(),
            guests ? "--usb-redir" : "--root", guests ? sockets() : folder_.path() / "root"});
        auto ready = guests ? fs::path(control()) : folder_.path() / "root";
        for (int tries = 0; tries < 1000 && !fs::exists(ready); ++tries)
            ::usleep(10'000);
        REQUIRE(fs::exists(ready));
        if (!guests) std::getline(std::ifstream(folder_.path() / "root"), root_);
        socket_ = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
        sockaddr_un address{};
        address.sun_family = AF_UNIX;
        std::strcpy(address.sun_path, control().c_str());
        REQUIRE(::connect(socket_, reinterpret_cast<sockaddr*>(&address), sizeof address) == 0);
    }
    ~Emulator() {
        ::close(socket_);
        CHECK(program_->end(SIGTERM) == 0);
        CHECK_FALSE(fs::exists(root_));
        CHECK_FALSE((fs::exists(sockets()) && !fs::is_empty(sockets())));
    }

    Json say(const std::string& request) {
        auto line = request + "\n";
        REQUIRE(::send(socket_, line.data(), line.size(), MSG_NOSIGNAL) == static_cast<ssize_t>(line.size()));
        std::string answer;
        char byte = 0;
        while (::recv(socket_, &byte, 1, 0) == 1 && byte != '\n')
            answer += byte;
        INFO(request << " -> " << answer);
        return Json::parse(answer);
    }
    void must(const std::string& request) {
        auto answer = say(request);
        INFO(answer.dump());
        REQUIRE(answer["ok"] == true);
    }
    std::unique_ptr<Child> client(const std::vector<std::string>& what) const {
        std::vector<std::string> command{"umockdev-wrapper", ONESTOP_BINARY_DIR "/tests/emulator_client"};
        command.insert(command.end(), what.begin(), what.end());
        return std::make_unique<Child>(command, std::vector<std::string>{"UMOCKDEV_DIR=" + root_});
    }
    Json receipt(const std::string& name) const {
        std::ifstream file(folder_.path() / "receipts" / name);
        return Json::parse(file);
    }
    fs::path receipts() const { return folder_.path() / "receipts"; }
    fs::path sockets() const { return folder_.path() / "redir"; }

private:
    std::string control() const { return (folder_.path() / "control.sock").string(); }
    onestop::tests::ScratchFolder folder_;
    std::string root_;
    std::unique_ptr<Child> program_;
    int socket_ = -1;
};

} // namespace

TEST_CASE("a plain program finds the three devices on three buses", "[emulation]") {
    Emulator emulator;
    auto client = emulator.client({"list"});

    std::vector<std::string> devices{client->line(), client->line(), client->line()};
    std::sort(devices.begin(), devices.end());
    CHECK(devices == std::vector<std::string>{"1 0400:c35a class ff endpoints 81 02",
                                              "2 04b8:0202 class 07 endpoints 01 82",
                                              "3 0c2e:0b81 class 03 endpoints 81"});
}

TEST_CASE("a card that is laid is found, read and gone when lifted", "[emulation]") {
    Emulator emulator;
    emulator.must(R"({"device":"reader","do":"lay_card","card":{"name":"张某三","number":"110101199003077571"}})");

    auto client = emulator.client({"frames", "0400:c35a", "2001", "2002", "3001", "2001"});
    CHECK(client->line() == "15 00009f00");
    CHECK(client->line() == "19 00009000");
    CHECK(client->line() == "1295 00009001");
    CHECK(client->line() == "11 000080");
    emulator.must(R"({"device":"reader","do":"lift_card"})");
    CHECK(emulator.say(R"({"device":"reader","do":"lift_card"})")["ok"] == false);
}

TEST_CASE("two programs share the bus, one device belongs to one of them", "[emulation]") {
    Emulator emulator;
    auto kiosk = emulator.client({"hold", "04b8:0202"});
    REQUIRE(kiosk->line() == "claimed");

    auto tool = emulator.client({"hold", "04b8:0202"});
    CHECK(tool->line() == "LIBUSB_ERROR_BUSY");
    auto reader = emulator.client({"frames", "0400:c35a", "2001"});
    CHECK(reader->line() == "11 000080");
}

TEST_CASE("a program killed with -9 leaves the device free and its transfers behind", "[emulation]") {
    Emulator emulator;
    for (int round = 0; round < 3; ++round) {
        auto kiosk = emulator.client({"listen", "04b8:0202", "82"});
        REQUIRE(kiosk->line() == "listening");
        kiosk->end(SIGKILL);

        auto next = emulator.client({"write-read", "04b8:0202", "100401"});
        CHECK(next->line() == "12");
    }
}

TEST_CASE("a program killed with -9 in the midst of talking takes neither the emulator nor the device with it",
          "[emulation]") {
    Emulator emulator;
    std::minstd_rand chance(20261130);
    for (int round = 0; round < 60; ++round) {
        INFO("round " << round);
        auto kiosk = emulator.client({"chatter", "04b8:0202", "100401"});
        REQUIRE(kiosk->line() == "12");
        ::usleep(std::uniform_int_distribution<useconds_t>(0, 3000)(chance));
        kiosk->end(SIGKILL);

        auto next = emulator.client({"write-read", "04b8:0202", "100401"});
        REQUIRE(next->line() == "12");
    }
}

TEST_CASE("unplug ends a pending transfer, plug brings the device back", "[emulation]") {
    Emulator emulator;
    auto client = emulator.client({"follow", "04b8:0202"});
    REQUIRE(client->line() == "added");
    for (int round = 0; round < 20; ++round) {
        emulator.must(R"({"device":"printer","do":"unplug"})");
        CHECK(client->line() == "pending ended: 5"); // LIBUSB_TRANSFER_NO_DEVICE
        CHECK(client->line() == "removed");
        emulator.must(R"({"device":"printer","do":"plug"})");
        CHECK(client->line() == "added");
    }
}

TEST_CASE("what is printed lies in the folder as a picture and as text", "[emulation]") {
    Emulator emulator;
    // ESC @, FS &, 取号 (GB18030), LF, cut, GS ( H with the id 0001
    auto client = emulator.client({"write-read", "04b8:0202",
                                   "1b40"
                                   "1c26"
                                   "c8a1bac5"
                                   "0a"
                                   "1d564200"
                                   "1d28480600303030303031"});
    CHECK(client->line() == "37223030303100");
    emulator.must(R"({"device":"printer","do":"wait","for":"printed_answers","count":1})");

    auto slip = emulator.receipt("001.json");
    CHECK(slip["text"] == Json::array({"取号"}));
    CHECK(slip["answer_ids"] == Json::array({"0001"}));
    CHECK(slip["violations"].empty());
    CHECK(fs::file_size(emulator.receipts() / "001.png") > 100);
}

TEST_CASE("a device that leaves in the middle of a job fails the transfer", "[emulation]") {
    Emulator emulator;
    emulator.must(R"({"device":"printer","do":"fault","fault":"unplug_at","at":2})");
    auto client = emulator.client({"write-read", "04b8:0202", "100401"});

    CHECK(client->line() == "LIBUSB_ERROR_NO_DEVICE");
    emulator.must(R"({"device":"printer","do":"wait","for":"plugged","count":0})");
    emulator.must(R"({"device":"printer","do":"plug"})");
    CHECK(emulator.client({"write-read", "04b8:0202", "100401"})->line() == "12");
}

TEST_CASE("a wrong request is answered with what was expected", "[emulation]") {
    Emulator emulator;

    CHECK(emulator.say("lay")["error"] == "expected one JSON object a line");
    CHECK(emulator.say(R"({"do":"plug","device":"tea"})")["error"] ==
          "device: expected reader, printer or scanner, not tea");
    CHECK(emulator.say(R"({"do":"fault","device":"reader","fault":"lazy"})")["error"] ==
          "fault: there is none called lazy");
    CHECK(emulator.say(R"({"do":"show","device":"scanner","text":"OS1:A"})")["error"] ==
          "show: no program has started the scanner");
}

TEST_CASE("for guests each device listens at its socket; both buses at once is a mistake", "[emulation]") {
    {
        Emulator emulator(Emulator::Bus::UsbRedir);
        for (const char* device : {"reader", "printer", "scanner"})
            CHECK(fs::is_socket(emulator.sockets() / (std::string(device) + ".sock")));
        emulator.must(R"({"device":"printer","do":"wait","for":"plugged","count":1})");
        emulator.must(R"({"device":"printer","do":"unplug"})");
        CHECK(emulator.say(R"({"do":"status"})")["printer"]["plugged"] == false);
        CHECK(emulator.say(R"({"do":"status"})")["reader"]["claims"] == 0); // no guest has come
    }
    Child both({ONESTOP_BINARY_DIR "/bin/onestop-emulator", "--control", "c", "--receipts", "r", "--root", "f",
                "--usb-redir", "s"});
    CHECK(both.exitCode() == 2);
}
