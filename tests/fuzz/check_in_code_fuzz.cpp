// SPDX-License-Identifier: Apache-2.0
// A hostile QR: without the key nothing is ever admitted; Base45 and CBOR take only what they would write themselves.
#include <cstdlib>

#include "sync/catalogue/base45.h"
#include "sync/catalogue/cbor.h"
#include "sync/catalogue/check_in_token.h"

using namespace onestop;
using namespace onestop::catalogue;

/// The kid of the seed codes in the corpus, with a key that did not sign them: every path up to the signature is open.
static const CheckInKey& key() {
    static const CheckInKey key{
        {1, 2, 3, 4, 5, 6, 7, 8}, crypto::PrivateKey::generate().publicKey(), "a", WallTime{}, WallTime::max()};
    return key;
}

static void walk(CborReader& reader, int depth) {
    for (int i = 0; i < 64 && depth < 8 && !reader.atEnd(); ++i) {
        if (const auto number = reader.integer()) {
            CborWriter writer;
            writer.integer(*number);
            CborReader again(writer.result());
            if (again.integer() != number) std::abort();
        } else if (!reader.bytes() && !reader.text() && !reader.tag()) {
            if (!reader.array() && !reader.map()) return;
            walk(reader, depth + 1);
        }
    }
}

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string text(reinterpret_cast<const char*>(data), size);
    const std::span keys(&key(), 1);
    const auto verdict = verifyToken(text, {"a", keys, nullptr, WallTime{std::chrono::hours{500'000}}, {}});
    if (verdict.outcome == TokenOutcome::Admitted || verdict.claims) std::abort();
    if (const auto bytes = fromBase45(text); bytes && toBase45(*bytes) != text) std::abort();
    CborReader reader({data, size});
    walk(reader, 0);
    return 0;
}
