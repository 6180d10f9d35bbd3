// SPDX-License-Identifier: Apache-2.0
// Picture → GS v 0 bands that no printer can mistake for real-time commands.
#pragma once

#include "drivers/raster/picture.h"
#include "drivers/receipt_printer/receipt.h"

namespace onestop::receipt_printer {

/// Rows of one band: small enough for the input buffers of cheap printers.
constexpr int kBandRows = 128;
/// The most data bytes that a band can still wait for when a transfer broke off: 128 rows of 72 bytes.
constexpr std::size_t kBandBytesMax = 128 * 72;

/// Left-aligned, cropped at the right edge of its ink; black is burnt. Nothing for an empty picture.
void appendRaster(Bytes& job, const raster::Picture& picture);
/// `dots` rows of white, one byte wide: dots are dots on every printer, while ESC J counts in each maker's own units.
void appendFeed(Bytes& job, int dots);
/// True when `bytes` hold DLE EOT, DLE ENQ or DLE DC4.
bool holdsRealTimeCommand(std::span<const std::uint8_t> bytes);

} // namespace onestop::receipt_printer
