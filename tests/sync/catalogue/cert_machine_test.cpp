// SPDX-License-Identifier: Apache-2.0
// Promises of a certificate machine: it comes as the publisher wrote it, and that it does not work closes no house.
#include "sync/catalogue/catalogue.h"
#include "tests/support/catch.h"

using namespace onestop::catalogue;
using namespace std::chrono_literals;

namespace {

constexpr WallTime kNow{1793000000s};

std::string sitesWith(const std::string& machines) {
    return R"({"issued":"2026-11-01T00:00:00Z","sites":[{"id":"here","name":{"zh-Hans":"这里"},"level":"community",)"
           R"("address":{"zh-Hans":"这里"},"cert_machines":[)" +
           machines +
           R"(],"opening_hours":{"schedules":[{"opens_at":"00:00","closes_at":"24:00"}],"holiday":"24h"}}]})";
}

const std::string kMachine =
    R"({"id":"cert-1","place":{"zh-Hans":"大厅"},"offers":{"zh-Hans":"居住证"},"bring":{"zh-Hans":"身份证"}})";

std::string closuresWith(const std::string& members) {
    return R"({"issued":"2026-11-01T00:00:00Z","closures":[{"id":"no-paper","reason":{"zh-Hans":"缺纸"},"severity":"info",)"
           R"("from":"2026-01-01T00:00:00Z",)" +
           members + "}]}";
}

} // namespace

TEST_CASE("a machine that does not work is out of order, and the house is open", "[cert-machine]") {
    const auto read = parseCatalogue({{"sites.json", sitesWith(kMachine)},
                                      {"closures.json", closuresWith(R"("site":"here","cert_machine":"cert-1")")}},
                                     "here");
    REQUIRE(read);
    REQUIRE(read->faults.empty());
    const auto& machine = read->ownSite()->cert_machines.at(0);
    CHECK(machine.offers.zh_hans == "居住证");
    const auto fault = read->outOfOrder(machine, kNow);
    REQUIRE(fault);
    CHECK(fault->reason.zh_hans == "缺纸");
    CHECK(read->opening(kNow).open);
    CHECK(read->notices(kNow).empty());

    const auto misspelt = parseCatalogue({{"sites.json", sitesWith(kMachine)},
                                          {"closures.json", closuresWith(R"("site":"here","cert_machine":"cert-9")")}},
                                         "here");
    REQUIRE(misspelt);
    CHECK(misspelt->notices(kNow).size() == 1); // better said to everybody than to nobody

    CertMachine other = machine;
    other.cert_machine_id = "cert-2";
    CHECK_FALSE(read->outOfOrder(other, kNow));
}

TEST_CASE("a machine of no house, one that would close the house, and half a machine are refused by name",
          "[cert-machine]") {
    const auto [target, text, where] = GENERATE(table<std::string, std::string, std::string>({
        {"closures.json", closuresWith(R"("site":"*","cert_machine":"cert-1")"), ".site:"},
        {"closures.json", closuresWith(R"("site":"here","closes":true,"cert_machine":"cert-1")"), ".closes:"},
        {"closures.json", closuresWith(R"("site":"here","cert_machine":"Cert 1")"), "cert_machine"},
        {"sites.json", sitesWith(R"({"id":"cert-1","place":{"zh-Hans":"大厅"},"offers":{"zh-Hans":"居住证"}})"),
         "bring"},
    }));
    const auto faults = checkTarget(target, text);
    REQUIRE(faults.size() == 1);
    CHECK(faults[0].expected.find(where) != std::string::npos);
}
