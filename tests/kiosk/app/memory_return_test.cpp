// SPDX-License-Identifier: Apache-2.0
// Promises: what a page needed is kept while another opens, and is the system's again once that one stands.
#include "kiosk/app/memory_return.h"

#include <unistd.h>

#include <fstream>
#include <memory>
#include <vector>

#include <QCoreApplication>
#include <QEventLoop>
#include <QTimer>

#include "tests/support/catch.h"

using namespace onestop;

namespace {

/// In megabytes, of this process.
long residentMb() {
    long all = 0, resident = 0;
    std::ifstream("/proc/self/statm") >> all >> resident;
    return resident * sysconf(_SC_PAGESIZE) >> 20;
}

/// As a page has it: many small things, and one that stays behind them all.
std::unique_ptr<char[]> openAndClosePage() {
    std::vector<std::unique_ptr<char[]>> things;
    things.reserve(32'000);
    for (int i = 0; i < 32'000; ++i) {
        things.push_back(std::make_unique<char[]>(2'000));
    }
    return std::make_unique<char[]>(2'000);
}

void pass(std::chrono::milliseconds time) {
    QEventLoop loop;
    QTimer::singleShot(time, &loop, &QEventLoop::quit);
    loop.exec();
}

} // namespace

TEST_CASE("what a page needed is given back once the next one stands") {
#ifdef __SANITIZE_ADDRESS__
    SUCCEED("a sanitizer has a heap of its own");
    return;
#else
    int count = 1;
    char name[] = "test";
    char* arguments[] = {name, nullptr};
    QCoreApplication application(count, arguments);
    app::keepFreedMemory();
    app::MemoryReturn memory;
    const long before = residentMb();
    const auto stays = openAndClosePage();
    REQUIRE(residentMb() > before + 50);

    memory.pageOpened();
    pass(app::MemoryReturn::kAfter / 2);
    CHECK(residentMb() > before + 50); // the next one is being made
    memory.pageOpened();               // somebody in a hurry
    pass(app::MemoryReturn::kAfter);
    CHECK(residentMb() < before + 20);
#endif
}
