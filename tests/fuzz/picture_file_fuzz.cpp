// SPDX-License-Identifier: Apache-2.0
// Picture files of any kind and any brokenness; what opens is small enough to hold and is searched for a code once.
#include "drivers/qr_scanner/decoder.h"
#include "drivers/qr_scanner/picture_file.h"

using namespace onestop::qr_scanner;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto picture = decodePicture({data, size});
    if (picture && picture->width() * picture->height() < 40'000) (void)decodeQr(*picture, Effort::Frame);
    return 0;
}
