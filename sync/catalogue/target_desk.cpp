// SPDX-License-Identifier: Apache-2.0
// What the desks set: the businesses of the queue, whose check-in codes hold, and whom kiosks seal to.
#include "sync/catalogue/target_elements.h"
#include "sync/crypto/sealing.h"

namespace onestop::catalogue {

Business readBusiness(const TargetNode& node) {
    Business business;
    business.letter = node.at("letter").text();
    if (business.letter.size() != 1 || business.letter[0] < 'A' || business.letter[0] > 'Z')
        node.at("letter").misfit("one letter A-Z");
    business.name = node.at("name").localized();
    business.items = node.at("items").ids();
    business.counters = node.at("counters").counters();
    if (node.has("opening_hours")) business.hours = openingHours(node.at("opening_hours"), HolidayRule::Normal);
    if (node.has("quota")) business.quota = node.at("quota").number(0, 10'000);
    if (node.has("service_minutes"))
        business.service_time = std::chrono::minutes{node.at("service_minutes").number(1, 240)};
    return business;
}

CheckInKey readKey(const TargetNode& node) {
    auto key = crypto::PublicKey::fromRaw(node.at("public").hex(32));
    if (!key) node.at("public").misfit("an Ed25519 key: 64 hex digits");
    CheckInKey read{node.at("kid").hex(8), std::move(*key), node.at("site").id(), node.at("valid_from").time(),
                    node.at("valid_to").time()};
    if (read.kid != checkInKid(read.key)) node.at("kid").misfit("the first 8 bytes of SHA-256 over the key");
    return read;
}

std::string readSealing(const TargetNode& node) {
    const auto certificate = crypto::SealingCertificate::fromPem(node.text());
    if (!certificate) node.misfit("a certificate in PEM with an RSA key of 3072 bits or more");
    return certificate->toPem();
}

} // namespace onestop::catalogue
