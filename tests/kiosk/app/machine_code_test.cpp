// SPDX-License-Identifier: Apache-2.0
// Promises of a machine's code: the same after every flash, another for another machine, told from a slip of the
// finger, and taken from what is built in rather than from what is plugged in.
#include <fstream>
#include <set>

#include "kiosk/app/machine_code.h"
#include "sync/crypto/check_digit.h"
#include "tests/support/catch.h"
#include "tests/support/scratch_folder.h"

using namespace onestop;
using namespace std::chrono_literals;
using app::machineCode;

namespace {

/// A machine's /sys/class/net and /etc/machine-id.
class Machine {
public:
    struct Card {
        std::string name, address, type = "1";
        bool built = true, radio = false, made_up = false;
    };

    Machine& with(const Card& card) {
        const auto place = interfaces() / card.name;
        std::filesystem::create_directories(place);
        if (card.built) std::filesystem::create_directory(place / "device");
        if (card.radio) std::filesystem::create_directory(place / "wireless");
        write(place / "address", card.address);
        write(place / "type", card.type);
        write(place / "addr_assign_type", card.made_up ? "1" : "0");
        return *this;
    }
    Machine& named(const std::string& id) {
        write(folder_.path() / "machine-id", id);
        return *this;
    }
    std::string mark(std::chrono::milliseconds since_start = 0s) const {
        return app::machineMark(interfaces(), folder_.path() / "machine-id", since_start);
    }

private:
    std::filesystem::path interfaces() const { return folder_.path() / "net"; }
    static void write(const std::filesystem::path& file, const std::string& text) {
        std::ofstream(file) << text << '\n';
    }

    tests::ScratchFolder folder_;
};

const std::string kAddress = "52:54:00:12:34:56";

} // namespace

TEST_CASE("a code is nine figures in threes, and the last one fits", "[machine-code]") {
    const std::string code = machineCode(kAddress);
    REQUIRE(code.size() == 11);
    CHECK(code[3] == ' ');
    CHECK(code[7] == ' ');
    std::string figures = code;
    std::erase(figures, ' ');
    CHECK(crypto::checkDigit(figures.substr(0, 8)) == figures.back());
}

TEST_CASE("the code of a machine is the one it had when it was delivered", "[machine-code]") {
    CHECK(machineCode(kAddress) == "514 668 088");
    CHECK(machineCode("AA:BB:CC:DD:EE:0F") == machineCode("aa:bb:cc:dd:ee:0f"));
}

TEST_CASE("neighbours in one delivery have codes of their own", "[machine-code]") {
    std::set<std::string> codes;
    for (int i = 0; i < 1000; ++i)
        codes.insert(machineCode("00:11:22:33:44:" + std::to_string(i)));
    CHECK(codes.size() == 1000);
}

TEST_CASE("the first network card with a wire is the mark", "[machine-code]") {
    Machine machine;
    machine.named("0123456789abcdef0123456789abcdef")
        .with({.name = "lo", .address = "00:00:00:00:00:00", .type = "772", .built = false})
        .with({.name = "br0", .address = "02:00:00:00:00:01", .built = false})
        .with({.name = "can0", .address = "", .type = "280"})
        .with({.name = "aaa-radio", .address = "02:00:00:00:00:02", .radio = true})
        .with({.name = "aaa-made-up", .address = "02:00:00:00:00:03", .made_up = true})
        .with({.name = "enp2s0", .address = "02:00:00:00:00:05"})
        .with({.name = "enp1s0", .address = kAddress})
        .with({.name = "enx020000000006", .address = "02:00:00:00:00:06"});
    CHECK(machine.mark() == kAddress);
}

TEST_CASE("a machine without a wire is known by its firmware's name, once no card can be expected any more",
          "[machine-code]") {
    Machine machine;
    machine.named("0123456789abcdef0123456789abcdef");
    CHECK(machine.mark(9s).empty());
    CHECK(machine.mark(10s) == "0123456789abcdef0123456789abcdef");
    CHECK(machine.with({.name = "enp1s0", .address = kAddress}).mark(20s) == kAddress);
}

TEST_CASE("where nothing tells a machine from others there is no mark", "[machine-code]") {
    CHECK(Machine().mark(1min).empty());
}
