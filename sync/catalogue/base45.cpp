// SPDX-License-Identifier: Apache-2.0
// RFC 9285: two bytes are three characters, a last single byte two.
#include "sync/catalogue/base45.h"

namespace onestop::catalogue {

static constexpr std::string_view kAlphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:";

std::string toBase45(std::span<const std::uint8_t> data) {
    std::string out;
    for (std::size_t i = 0; i < data.size(); i += 2) {
        const bool pair = i + 1 < data.size();
        unsigned value = pair ? data[i] * 256u + data[i + 1] : data[i];
        for (int k = 0; k < (pair ? 3 : 2); ++k, value /= 45)
            out += kAlphabet[value % 45];
    }
    return out;
}

std::optional<crypto::Bytes> fromBase45(std::string_view text) {
    if (text.size() % 3 == 1) return std::nullopt;
    crypto::Bytes out;
    for (std::size_t i = 0; i < text.size(); i += 3) {
        const bool pair = text.size() - i >= 3;
        unsigned value = 0, weight = 1;
        for (std::size_t k = 0; k < (pair ? 3u : 2u); ++k, weight *= 45) {
            const auto digit = kAlphabet.find(text[i + k]);
            if (digit == kAlphabet.npos) return std::nullopt;
            value += static_cast<unsigned>(digit) * weight;
        }
        if (value > (pair ? 0xFFFFu : 0xFFu)) return std::nullopt;
        if (pair) out.push_back(static_cast<std::uint8_t>(value >> 8));
        out.push_back(static_cast<std::uint8_t>(value));
    }
    return out;
}

} // namespace onestop::catalogue
