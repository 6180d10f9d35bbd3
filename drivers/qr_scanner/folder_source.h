// SPDX-License-Identifier: Apache-2.0
// A folder of pictures as a camera: its files by name, again and again. For trials without a camera, and so that a
// lobby's difficult frames can be shown to the driver again. A folder that goes is a camera unplugged.
#pragma once

#include <cstddef>
#include <filesystem>

#include "drivers/qr_scanner/frame_source.h"

namespace onestop::qr_scanner {

class FolderSource final : public FrameSource {
public:
    explicit FolderSource(std::filesystem::path folder) : folder_(std::move(folder)) {}

    tl::expected<void, SourceFailure> probe() override;
    tl::expected<void, SourceFailure> start() override;
    void stop() override {}
    tl::expected<raster::Picture, SourceFailure> next(std::chrono::milliseconds longest) override;
    std::string description() const override { return "pictures of " + folder_.string(); }

private:
    std::filesystem::path folder_;
    std::size_t next_ = 0;
};

} // namespace onestop::qr_scanner
