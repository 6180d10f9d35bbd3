// SPDX-License-Identifier: Apache-2.0
// The strict subset of CBOR (RFC 8949, 4.2.1 deterministic form) that a check-in code needs: integers, byte and text
// strings, arrays, maps, one tag. Every other byte is refused: longer forms, indefinite lengths, floats, trailing
// bytes.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "sync/crypto/crypto.h"

namespace onestop::catalogue {

class CborWriter {
public:
    void integer(std::int64_t value);
    void bytes(std::span<const std::uint8_t> value);
    void text(std::string_view value);
    void array(std::size_t size);
    void map(std::size_t pairs);
    void tag(std::uint64_t number);
    const crypto::Bytes& result() const { return out_; }

private:
    void head(std::uint8_t major, std::uint64_t value);
    crypto::Bytes out_;
};

/// Each call takes one item; nothing when it is not of that kind or not in its shortest form. After a refusal the
/// reader stays where it was.
class CborReader {
public:
    explicit CborReader(std::span<const std::uint8_t> data) : data_(data) {}

    std::optional<std::int64_t> integer();
    std::optional<std::span<const std::uint8_t>> bytes();
    std::optional<std::string> text(); ///< valid UTF-8 only
    std::optional<std::size_t> array();
    std::optional<std::size_t> map();
    std::optional<std::uint64_t> tag();
    bool atEnd() const { return position_ == data_.size(); }

private:
    std::optional<std::uint64_t> head(std::uint8_t major);
    std::span<const std::uint8_t> data_;
    std::size_t position_ = 0;
};

} // namespace onestop::catalogue
