// SPDX-License-Identifier: Apache-2.0
// How a large target travels (DESIGN 5): beside the file stand `<file>.zst` and `<file>.dcz.<SHA-256 of an older
// version>`, the latter as RFC 9842 writes it: 40 bytes that name the dictionary, then one zstd frame that refers to
// it. A client asks by name, so any static web server will do. What comes out is checked against the signed hash, never
// what went in.
#pragma once
#include "sync/crypto/crypto.h"

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include <tl/expected.hpp>

namespace onestop::tuf {

/// From this length on a target is packed; below, the headers of an answer weigh more than what is saved.
inline constexpr std::size_t kPackedFromBytes = 64 * 1024;
inline constexpr std::string_view kZstdEnding = ".zst";
/// ".dcz.<hex>", the ending of the file that needs the version of that hash.
std::string deltaEnding(const crypto::Digest& older);

/// The whole document, for who has no older version.
tl::expected<crypto::Bytes, std::string> packWhole(std::span<const std::uint8_t> document);
/// What is new against `older`, with the 40 bytes before it.
tl::expected<crypto::Bytes, std::string> packAgainst(std::span<const std::uint8_t> older,
                                                     std::span<const std::uint8_t> document);

/// Unpacks piece by piece. `older` (empty: a plain .zst) has to stay where it is while this lives; it may be a mapped
/// file. Memory: zstd's window, never above twice the length of the document, and a piece of 128 KiB.
class Unpacker {
public:
    /// Gets the document in pieces; false ends it.
    using Sink = std::function<bool(std::span<const std::uint8_t>)>;

    static tl::expected<Unpacker, std::string> make(std::span<const std::uint8_t> older, std::size_t document_bytes);
    Unpacker(Unpacker&&) noexcept;
    ~Unpacker();

    /// Fails on another dictionary than `older`, on broken bytes, and before more than `document_bytes` come out.
    tl::expected<void, std::string> feed(std::span<const std::uint8_t> piece, const Sink& sink);
    /// True when the frame has ended and all of the document came out.
    bool isWhole() const;

private:
    struct State;
    explicit Unpacker(std::unique_ptr<State> state);
    std::unique_ptr<State> state_;
};

} // namespace onestop::tuf
