// SPDX-License-Identifier: Apache-2.0
// libzstd, streamed: the older version is zstd's raw prefix, so both sides need nothing but the two documents.
#include "sync/tuf/packing.h"

#include <algorithm>
#include <array>
#include <bit>

#include <zstd.h>

namespace onestop::tuf {
namespace {

constexpr std::array<std::uint8_t, 8> kDeltaMagic{0x5e, 0x2a, 0x4d, 0x18,
                                                  0x20, 0x00, 0x00, 0x00}; // RFC 9842, section 5
constexpr int kLevel = 19;
constexpr int kSmallestWindowLog = 17, kLargestWindowLog = 27; // 128 KiB … 128 MiB

/// The window must reach over the older version and the whole document, for a prefix counts as what came before.
int windowLogFor(std::size_t older_bytes, std::size_t document_bytes) {
    return std::clamp(static_cast<int>(std::bit_width(older_bytes + document_bytes)), kSmallestWindowLog,
                      kLargestWindowLog);
}

using Compressor = std::unique_ptr<ZSTD_CCtx, decltype(&ZSTD_freeCCtx)>;

tl::expected<crypto::Bytes, std::string> pack(std::span<const std::uint8_t> older,
                                              std::span<const std::uint8_t> document, crypto::Bytes before) {
    const Compressor context(ZSTD_createCCtx(), ZSTD_freeCCtx);
    if (!context) return tl::unexpected(std::string("cannot pack: no memory"));
    ZSTD_CCtx_setParameter(context.get(), ZSTD_c_compressionLevel, kLevel);
    ZSTD_CCtx_setParameter(context.get(), ZSTD_c_windowLog, windowLogFor(older.size(), document.size()));
    if (!older.empty()) ZSTD_CCtx_refPrefix(context.get(), older.data(), older.size());
    const std::size_t head = before.size();
    before.resize(head + ZSTD_compressBound(document.size()));
    const std::size_t size =
        ZSTD_compress2(context.get(), before.data() + head, before.size() - head, document.data(), document.size());
    if (ZSTD_isError(size) != 0) return tl::unexpected("cannot pack: " + std::string(ZSTD_getErrorName(size)));
    before.resize(head + size);
    return before;
}

} // namespace

std::string deltaEnding(const crypto::Digest& older) { return ".dcz." + crypto::toHex(older); }

tl::expected<crypto::Bytes, std::string> packWhole(std::span<const std::uint8_t> document) {
    return pack({}, document, {});
}

tl::expected<crypto::Bytes, std::string> packAgainst(std::span<const std::uint8_t> older,
                                                     std::span<const std::uint8_t> document) {
    crypto::Bytes head(kDeltaMagic.begin(), kDeltaMagic.end());
    const auto hash = crypto::sha256(older);
    head.insert(head.end(), hash.begin(), hash.end());
    return pack(older, document, std::move(head));
}

struct Unpacker::State {
    std::unique_ptr<ZSTD_DCtx, decltype(&ZSTD_freeDCtx)> context{ZSTD_createDCtx(), ZSTD_freeDCtx};
    crypto::Bytes expected_head; ///< what has to come first, still to be seen
    std::size_t head_seen = 0;
    std::size_t left_bytes = 0;
    bool ended = false;
    std::array<std::uint8_t, 128 * 1024> out{};
};

Unpacker::Unpacker(std::unique_ptr<State> state) : state_(std::move(state)) {}
Unpacker::Unpacker(Unpacker&&) noexcept = default;
Unpacker::~Unpacker() = default;

tl::expected<Unpacker, std::string> Unpacker::make(std::span<const std::uint8_t> older, std::size_t document_bytes) {
    auto state = std::make_unique<State>();
    if (!state->context) return tl::unexpected(std::string("cannot unpack: no memory"));
    state->left_bytes = document_bytes;
    ZSTD_DCtx_setParameter(state->context.get(), ZSTD_d_windowLogMax, windowLogFor(older.size(), document_bytes));
    if (!older.empty()) {
        state->expected_head.assign(kDeltaMagic.begin(), kDeltaMagic.end());
        const auto hash = crypto::sha256(older);
        state->expected_head.insert(state->expected_head.end(), hash.begin(), hash.end());
        ZSTD_DCtx_refPrefix(state->context.get(), older.data(), older.size());
    }
    return Unpacker(std::move(state));
}

tl::expected<void, std::string> Unpacker::feed(std::span<const std::uint8_t> piece, const Sink& sink) {
    State& state = *state_;
    const auto& head = state.expected_head;
    const std::size_t of_head = std::min(head.size() - state.head_seen, piece.size());
    if (!std::equal(piece.begin(), piece.begin() + static_cast<std::ptrdiff_t>(of_head),
                    head.begin() + static_cast<std::ptrdiff_t>(state.head_seen)))
        return tl::unexpected(std::string("cannot unpack: made for another older version"));
    state.head_seen += of_head;
    ZSTD_inBuffer in{piece.data() + of_head, piece.size() - of_head, 0};
    bool flushed = false; // zstd may hold output back when its buffer was full
    while (in.pos < in.size || !flushed) {
        if (state.ended) {
            if (in.pos == in.size) break;
            return tl::unexpected(std::string("cannot unpack: bytes after the end"));
        }
        ZSTD_outBuffer out{state.out.data(), state.out.size(), 0};
        const std::size_t hint = ZSTD_decompressStream(state.context.get(), &out, &in);
        if (ZSTD_isError(hint) != 0) return tl::unexpected("cannot unpack: " + std::string(ZSTD_getErrorName(hint)));
        if (out.pos > state.left_bytes)
            return tl::unexpected(std::string("cannot unpack: longer than the document that was signed"));
        state.left_bytes -= out.pos;
        state.ended = hint == 0;
        flushed = out.pos < out.size;
        if (out.pos > 0 && !sink({state.out.data(), out.pos}))
            return tl::unexpected(std::string("cannot unpack: cannot be kept"));
    }
    return {};
}

bool Unpacker::isWhole() const { return state_->ended && state_->left_bytes == 0; }

} // namespace onestop::tuf
