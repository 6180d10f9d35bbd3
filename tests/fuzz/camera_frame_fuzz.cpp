// SPDX-License-Identifier: Apache-2.0
// Frames of any coding, size and brokenness, as a camera (or what pretends to be one) may send them. The first eight
// bytes are the shape: coding, width, height, bytes from row to row.
#include "drivers/qr_scanner/camera_frame.h"
#include "drivers/qr_scanner/frame_policy.h"

using namespace onestop::qr_scanner;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size < 8) return 0;
    const auto number = [data](std::size_t at) { return data[at] << 8 | data[at + 1]; };
    const FrameShape shape{static_cast<FrameCoding>(data[0] % 3), number(2), number(4),
                           static_cast<std::size_t>(number(6))};
    const auto picture = pictureOf(shape, {data + 8, size - 8});
    if (!picture) return 0;
    if (picture->width() != shape.width || picture->height() != shape.height) __builtin_trap();
    FramePolicy policy;
    if (policy.take(milliseconds(0), *picture).search && shape.width * shape.height < 40'000)
        (void)decodeQr(*picture, Effort::Frame);
    return 0;
}
