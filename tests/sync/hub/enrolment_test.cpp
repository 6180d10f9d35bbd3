// SPDX-License-Identifier: Apache-2.0
// Who may become a kiosk and who may not, at a clock that stands still; what EST carries over TLS is tried with the
// real programs in tests/sync/daemon/enrolment_test.py.
#include "sync/hub/enrolment.h"

#include <array>
#include <cctype>
#include <cstdlib>
#include <stdexcept>

#include "sync/hub/doors.h"
#include "tests/support/catch.h"
#include "tests/sync/hub/rehearsal.h"

using namespace onestop;
using namespace onestop::hub;
using namespace onestop::hub::rehearsal;

namespace {

constexpr std::string_view kName = "kiosk-1.dapeng-kuichong";

crypto::DeviceAuthority makeAuthority() {
    const tests::ScratchFolder folder;
    const auto pki = folder.path() / "pki";
    const auto command =
        std::string(ONESTOP_SOURCE_DIR) + "/deploy/pki/make '" + pki.string() + "' dapeng-kuichong 1 > /dev/null 2>&1";
    if (std::system(command.c_str()) != 0) throw std::runtime_error("deploy/pki/make failed");
    const auto text = [&](const char* name) {
        std::ifstream in(pki / name);
        return std::string(std::istreambuf_iterator<char>(in), {});
    };
    return *crypto::DeviceAuthority::fromPem(text("ca.crt"), text("ca.key"));
}

/// A hub that issues certificates, with an authority of its own.
struct Office : Lobby {
    crypto::DeviceAuthority authority = makeAuthority();

    transport::EnrolmentCode code(std::string_view node = "kiosk-1") {
        return makeCode(database(), node, authority.certificate().fingerprint(), hub.random, "tech", clock.now());
    }
    Issued enrol(const transport::EnrolmentCode& code, const std::string& body, std::string_view name = kName) {
        return hub::enrol(database(), authority, kSite, {std::string(name), code.secret}, body, clock.now());
    }
    Issued renew(const crypto::Certificate& with, const std::string& body) {
        return hub::renew(database(), authority, kSite, comingWith(with, body), clock.now());
    }
    static transport::ServerRequest comingWith(const crypto::Certificate& certificate, const std::string& body = {}) {
        transport::ServerRequest request;
        request.peer = certificate.commonName();
        request.certificate = {certificate.notBefore(), certificate.notAfter(), certificate.keySha256()};
        request.body = body;
        return request;
    }
};

std::string requestOf(const std::string& key, std::string_view name = kName) {
    return transport::toEstBody(*crypto::makeCertificateRequest(key, name));
}

} // namespace

TEST_CASE("a code makes the hub of a site, and of no other site", "[hub][enrolment]") {
    Office office;                          // of the district, here
    CHECK_FALSE(siteHubNode(kSite, kSite)); // a hub does not forward to itself
    CHECK_FALSE(siteHubNode("", kSite));
    CHECK_FALSE(siteHubNode("x.kiosk-1", kSite));
    const auto node = siteHubNode("dapeng-jiaochangwei", kSite);
    REQUIRE(node);
    const auto code = office.code(*node);
    const auto key = crypto::makeNodeKey();
    for (const std::string_view other : {"hub.dapeng-guanhu", "hub.dapeng-kuichong", "kiosk-1.dapeng-jiaochangwei"})
        CHECK(office.enrol(code, requestOf(key, other), other).error() == EnrolmentFault::WrongName);

    const auto issued = office.enrol(code, requestOf(key, *node), *node);

    REQUIRE(issued);
    CHECK(issued->commonName() == "hub.dapeng-jiaochangwei");
    CHECK(office.renew(*issued, requestOf(crypto::makeNodeKey(), *node)));
    office.clock.pass(1h);
    revoke(office.database(), *node, "tech", office.clock.now());
    CHECK(isRevoked(office.database(), kSite, Office::comingWith(*issued)));
    CHECK(office.renew(*issued, requestOf(key, *node)).error() == EnrolmentFault::Revoked);
    auto neighbour = Office::comingWith(*issued);
    neighbour.peer = "hub.dapeng-guanhu";
    CHECK_FALSE(isRevoked(office.database(), kSite, neighbour));
}

TEST_CASE("a code makes one machine a kiosk, once, within a day", "[hub][enrolment]") {
    Office office;
    const auto key = crypto::makeNodeKey(), other = crypto::makeNodeKey();
    const auto code = office.code();
    CHECK(office.enrol({"000000000000", code.pin}, requestOf(key)).error() == EnrolmentFault::WrongCode);
    CHECK(office.enrol(code, "no base64").error() == EnrolmentFault::NotARequest);
    CHECK(office.enrol(code, requestOf(key, "hub.dapeng-kuichong")).error() == EnrolmentFault::WrongName);
    CHECK(office.enrol(code, requestOf(key), "kiosk-2.dapeng-kuichong").error() == EnrolmentFault::WrongName);

    const auto issued = office.enrol(code, requestOf(key));
    REQUIRE(issued);
    CHECK(issued->commonName() == kName);
    CHECK(issued->fits(key));
    CHECK(issued->issuedBy(office.authority.certificate()));
    CHECK(issued->notAfter() - issued->notBefore() == kCertificateLength);

    CHECK(office.enrol(code, requestOf(key)));                                       // the answer was lost
    CHECK(office.enrol(code, requestOf(other)).error() == EnrolmentFault::CodeUsed); // the slip was found
    const auto unused = office.code();
    const auto newer = office.code();
    CHECK(office.enrol(unused, requestOf(other)).error() == EnrolmentFault::WrongCode); // void by the newer one
    office.clock.pass(kCodeLength + 1s);
    CHECK(office.enrol(newer, requestOf(other)).error() == EnrolmentFault::CodeExpired);
    CHECK_FALSE(kioskNode(0));
    CHECK_FALSE(kioskNode(7));
}

TEST_CASE("a certificate renews itself until 30 days after its end, and nobody else's does", "[hub][enrolment]") {
    Office office;
    const auto key = crypto::makeNodeKey(), next = crypto::makeNodeKey();
    const auto first = office.enrol(office.code(), requestOf(key));
    REQUIRE(first);
    CHECK(office.renew(*first, requestOf(next, "kiosk-2.dapeng-kuichong")).error() == EnrolmentFault::WrongName);
    CHECK(hub::renew(office.database(), office.authority, kSite, {}, office.clock.now()).error() ==
          EnrolmentFault::NoCertificate);
    CHECK(office.renew(*first, requestOf(next)));

    // Of the same authority, but never of this hub: it renews while it is good, and no longer.
    const auto brought =
        office.authority.issue(*crypto::readCertificateRequest(*transport::fromEstBody(requestOf(next))),
                               first->notBefore(), first->notBefore() + 24h);
    CHECK(office.renew(brought, requestOf(next)));
    const auto stranger_key = crypto::makeNodeKey();
    const auto stranger =
        office.authority.issue(*crypto::readCertificateRequest(*transport::fromEstBody(requestOf(stranger_key))),
                               first->notBefore(), first->notBefore() + 24h);
    office.clock.pass(kCertificateLength + kGrace - 1h);
    CHECK(office.renew(*first, requestOf(next)));
    CHECK(office.renew(stranger, requestOf(next)).error() == EnrolmentFault::GraceOver);
    office.clock.pass(2h);
    CHECK(office.renew(*first, requestOf(next)).error() == EnrolmentFault::GraceOver);
}

TEST_CASE("a machine that is shut out stays out with every certificate it has, until a new code", "[hub][enrolment]") {
    const auto until_the_code =
        GENERATE(std::chrono::milliseconds(1), std::chrono::milliseconds(3600000)); // certificates count seconds
    Office office;
    const auto key = crypto::makeNodeKey();
    const auto first = office.enrol(office.code(), requestOf(key));
    REQUIRE(first);
    const auto waiting = office.code();
    CHECK_FALSE(isRevoked(office.database(), kSite, Office::comingWith(*first)));
    office.clock.pass(1h);
    revoke(office.database(), "kiosk-1", "tech", office.clock.now());

    CHECK(isRevoked(office.database(), kSite, Office::comingWith(*first)));
    CHECK(office.renew(*first, requestOf(key)).error() == EnrolmentFault::Revoked);
    CHECK(office.enrol(waiting, requestOf(key)).error() == EnrolmentFault::WrongCode); // made before, for the thief
    office.clock.pass(until_the_code);
    const auto again = office.enrol(office.code(), requestOf(crypto::makeNodeKey()));
    REQUIRE(again);
    CHECK_FALSE(isRevoked(office.database(), kSite, Office::comingWith(*again)));
    CHECK(isRevoked(office.database(), kSite, Office::comingWith(*first)));
}

TEST_CASE("a technician gives codes and shuts machines out at the staff door; a clerk does neither", "[hub][staff]") {
    Office office;
    const auto press = [&](const std::string& login, Role role, const std::string& verb, const std::string& body) {
        const Account account{login, "王某", role, {}};
        putAccount(office.database(), account, "a long password", office.hub.random, office.clock.now());
        const auto opened = openSession(office.database(), account, office.hub.random, office.clock.now());
        transport::ServerRequest request;
        request.method = "POST";
        request.path = "/staff/" + verb;
        request.headers = {{"Content-Type", "application/json"},
                           {"Cookie", "__Host-onestop-session=" + opened.token},
                           {"Onestop-Csrf", opened.session.csrf}};
        request.body = body;
        return staffDoor(office.hub, request);
    };
    const std::string first = R"({"kiosk":1})";
    CHECK(press("tech", Role::Technician, "enrolment-code", first).status == 409); // this hub issues none yet
    office.hub.device_authority = office.authority;
    CHECK(press("clerk", Role::Clerk, "enrolment-code", first).status == 403);
    CHECK(press("clerk", Role::Clerk, "revoke", first).status == 403);
    CHECK(press("tech", Role::Technician, "enrolment-code", R"({"kiosk":7})").status == 400);

    const auto given = press("tech", Role::Technician, "enrolment-code", first);
    REQUIRE(given.status == 200);
    const auto code = transport::parseEnrolmentCode(given.body.substr(given.body.find("\"code\":\"") + 8, 39));
    REQUIRE(code);
    const auto issued = office.enrol(*code, requestOf(crypto::makeNodeKey()));
    REQUIRE(issued);
    office.clock.pass(1s);
    CHECK(press("tech", Role::Technician, "revoke", first).status == 200);
    auto request = Office::comingWith(*issued);
    request.method = "GET";
    request.path = "/v1/state";
    CHECK(devicesDoor(office.hub, request).status == 403);
    CHECK(office.count("SELECT COUNT(*) FROM event WHERE type = 'admin.action' AND "
                       "json_extract(body, '$.data.subject') = 'kiosk-1'") == 2);
}

TEST_CASE("a code is read as people type it, and a slip of the finger is noticed", "[transport][enrolment]") {
    const auto fingerprint = crypto::sha256(crypto::bytesOf("authority"));
    std::array<std::uint8_t, transport::kEnrolmentSecretBytes> random{};
    countedRandom()(random);
    const auto code = transport::makeEnrolmentCode(random, fingerprint);
    const auto text = code.text();
    CHECK(text.size() == 39);
    std::string typed = " " + text + "\r\n";
    for (auto& letter : typed) {
        letter = letter == '-' ? ' ' : static_cast<char>(std::tolower(static_cast<unsigned char>(letter)));
        if (letter == '0') letter = 'o';
        if (letter == '1') letter = 'l';
    }
    const auto read = transport::parseEnrolmentCode(typed);
    REQUIRE(read);
    CHECK(read->secret == code.secret);
    CHECK(read->names(fingerprint));
    CHECK_FALSE(read->names(crypto::sha256(crypto::bytesOf("another"))));

    for (std::size_t at = 0; at < text.size(); ++at) {
        for (const char wrong : std::string_view("0123456789ABCDEFGHJKMNPQRSTVWXYZ")) {
            if (text[at] == '-' || text[at] == wrong) continue;
            auto slip = text;
            slip[at] = wrong;
            CHECK_FALSE(transport::parseEnrolmentCode(slip));
        }
    }
    for (std::size_t at = 1; at < text.size(); ++at) {
        auto slip = text;
        std::swap(slip[at - 1], slip[at]);
        const bool changed = slip[at - 1] != slip[at] && slip[at - 1] != '-' && slip[at] != '-';
        if (changed) CHECK_FALSE(transport::parseEnrolmentCode(slip));
    }
    CHECK_FALSE(transport::parseEnrolmentCode(text.substr(5)));
    CHECK_FALSE(transport::parseEnrolmentCode(text + "-U"));
}

TEST_CASE("EST bodies and HTTP Basic come back as they went, and nothing else passes", "[transport][enrolment]") {
    for (std::size_t size = 0; size < 130; ++size) {
        const crypto::Bytes bytes(size, static_cast<std::uint8_t>(size));
        const auto body = transport::toEstBody(bytes);
        if (size > 0) CHECK(transport::fromEstBody(body) == bytes);
    }
    for (const auto* body : {"", "=", "A===", "AA=A", "QUJD*UJD", "QUJ"})
        CHECK_FALSE(transport::fromEstBody(body));
    const auto basic = transport::parseBasicAuthorization(transport::basicAuthorization("kiosk-1.x", "a:b"));
    REQUIRE(basic);
    CHECK(basic->first == "kiosk-1.x");
    CHECK(basic->second == "a:b");
    CHECK_FALSE(transport::parseBasicAuthorization("Bearer QUJD"));
    CHECK_FALSE(transport::parseBasicAuthorization("Basic QUJD"));
}
