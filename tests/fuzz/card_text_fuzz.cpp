// SPDX-License-Identifier: Apache-2.0
// Any 256 bytes are a card that follows its standard or a refusal; what is accepted is well-formed and maskable.
#include <cstdlib>

#include "drivers/id_card_reader/card_text.h"
#include "drivers/id_card_reader/masked_name.h"

using namespace onestop::id_card_reader;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::span<const std::uint8_t> bytes(data, size);
    (void)parseAddedAddress(bytes);
    (void)maskedName({reinterpret_cast<const char*>(data), size});
    const auto card = parseCardText(bytes);
    if (!card) return 0;
    if (card->name.empty() && card->second_name.empty()) std::abort();
    if (!card->birth.ok()) std::abort();
    const bool permanent_2017 = card->kind == CardKind::PermanentResident2017;
    if (card->number.view().size() != (permanent_2017 ? 15u : 18u)) std::abort();
    if (!permanent_2017 && !hasRightCheckDigit(card->number.view())) std::abort();
    return 0;
}
