// SPDX-License-Identifier: Apache-2.0
// Promise: when the disk is full there is something to give back, once, and it is taken again only when there is
// plenty.
#include "tests/support/catch.h"
#include "tests/support/scratch_folder.h"

#include "sync/store/ballast.h"

#include <sys/stat.h>

using onestop::store::Ballast;

TEST_CASE("ballast is laid in plenty, dropped on a full disk and not laid again at once", "[store][fault]") {
    onestop::tests::ScratchFolder folder;
    const auto file = folder.path() / "store.sqlite.ballast";
    std::uintmax_t free = 20ULL << 30U;
    Ballast ballast(file, [&free] { return free; });

    CHECK(ballast.tend() == Ballast::Change::Laid);
    struct stat laid {};
    REQUIRE(stat(file.c_str(), &laid) == 0);
    CHECK(static_cast<std::uintmax_t>(laid.st_blocks) * 512 >= Ballast::kBytes); // real blocks, no hole
    CHECK(ballast.tend() == Ballast::Change::None);

    free = Ballast::kDropBelowBytes - 1;
    CHECK(ballast.tend() == Ballast::Change::Dropped);
    CHECK_FALSE(std::filesystem::exists(file));
    free += Ballast::kBytes; // what it gave back
    CHECK(ballast.tend() == Ballast::Change::None);
    CHECK_FALSE(ballast.isHeld());

    free = Ballast::kLayAboveBytes + 1;
    CHECK(ballast.tend() == Ballast::Change::Laid);
    CHECK(ballast.isHeld());
}
