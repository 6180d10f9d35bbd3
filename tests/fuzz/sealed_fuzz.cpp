// SPDX-License-Identifier: Apache-2.0
// Bytes that claim to be sealed, and what might be inside: nothing that was not sealed opens, what is read is written
// back the same, and a code takes only its own digits.
#include <cstdlib>

#include "sync/catalogue/sealed_content.h"
#include "sync/crypto/query_code.h"
#include "sync/crypto/sealing.h"

using namespace onestop;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    static const auto key = crypto::SealingKey::generate();
    const crypto::BytesView bytes(data, size);
    const std::string_view text = crypto::textOf(bytes);
    if (crypto::isSealed(bytes) && key.open(bytes)) std::abort();
    if (crypto::openAnswer(bytes, crypto::Digest{}, "00000000000000000000000000000000")) std::abort();
    if (const auto content = catalogue::parseSealedContent(text)) {
        const auto json = catalogue::serialize(*content);
        const auto again = catalogue::parseSealedContent(json);
        if (!again || catalogue::serialize(*again) != json) std::abort();
    }
    if (const auto code = crypto::QueryCode::parse(text);
        code && code->text() != crypto::QueryCode::parse(code->text())->text())
        std::abort();
    return 0;
}
