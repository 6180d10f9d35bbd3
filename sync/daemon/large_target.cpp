// SPDX-License-Identifier: Apache-2.0
// A part that is not yet whole is named after what it is of, so that the next pull finds it and no other uses it.
#include "sync/daemon/large_target.h"

#include <array>
#include <fstream>

#include <spdlog/spdlog.h>

#include "sync/tuf/mapped_file.h"
#include "sync/tuf/packing.h"

namespace onestop::daemon {

namespace fs = std::filesystem;
using tuf::TufFailure;
using tuf::TufFailureKind;

namespace {

constexpr std::size_t kPieceBytes = 64 * 1024;
/// A packed file that is longer than its document is no help to anyone.
constexpr std::size_t kPackedOverheadBytes = 1024;

tl::expected<void, std::string> unpackFile(const fs::path& part, std::span<const std::uint8_t> older,
                                           std::size_t document_bytes, const fs::path& whole) {
    auto unpacker = tuf::Unpacker::make(older, document_bytes);
    if (!unpacker) return tl::unexpected(unpacker.error());
    std::ifstream in(part, std::ios::binary);
    std::ofstream out(whole, std::ios::binary | std::ios::trunc);
    const auto keep = [&out](std::span<const std::uint8_t> bytes) {
        return static_cast<bool>(
            out.write(reinterpret_cast<const char*>(bytes.data()), static_cast<std::streamsize>(bytes.size())));
    };
    std::array<char, kPieceBytes> piece{};
    while (in.read(piece.data(), piece.size()) || in.gcount() > 0) {
        const auto size = static_cast<std::size_t>(in.gcount());
        if (auto fed = unpacker->feed({reinterpret_cast<const std::uint8_t*>(piece.data()), size}, keep); !fed)
            return fed;
    }
    out.close();
    if (out.fail()) return tl::unexpected("cannot write " + whole.string());
    if (!unpacker->isWhole()) return tl::unexpected(std::string("cannot unpack: it ends too early"));
    return {};
}

} // namespace

tl::expected<fs::path, std::string> LargeTargets::placeFor(const crypto::Digest& older) {
    std::error_code error;
    fs::create_directories(folder_, error);
    if (error) return tl::unexpected("cannot make " + folder_.string() + ": " + error.message());
    return folder_ / (crypto::toHex(older) + ".older");
}

void LargeTargets::clear() {
    std::error_code ignored;
    fs::remove_all(folder_, ignored);
}

tl::expected<fs::path, TufFailure> LargeTargets::unpack(const tuf::TargetInfo& target, const fs::path& part,
                                                        const fs::path& older, bool packed) {
    const auto refuse = [&](const std::string& why) {
        return tl::unexpected(TufFailure{TufFailureKind::Mismatch, "cannot take " + target.path + ": " + why});
    };
    fs::path whole = part;
    if (packed) {
        whole = folder_ / "whole";
        std::optional<tuf::MappedFile> dictionary;
        if (!older.empty() && !(dictionary = tuf::MappedFile::open(older)))
            return refuse("cannot read " + older.string());
        const auto unpacked =
            unpackFile(part, dictionary ? dictionary->bytes() : crypto::BytesView(), target.file.length, whole);
        if (!unpacked) return refuse(unpacked.error());
    }
    const auto mapped = tuf::MappedFile::open(whole);
    if (!mapped || !tuf::isTarget(mapped->bytes(), target.file)) return refuse("length or hash is not the signed one");
    return whole;
}

tl::expected<fs::path, TufFailure> LargeTargets::take(const tuf::TargetInfo& target, const std::string& name,
                                                      const std::optional<OlderVersion>& older) {
    std::error_code error;
    fs::create_directories(folder_, error);
    if (error)
        return tl::unexpected(
            TufFailure{TufFailureKind::Store, "cannot make " + folder_.string() + ": " + error.message()});
    struct Form {
        std::string ending;
        fs::path older;
    };
    std::vector<Form> forms;
    if (older) forms.push_back({tuf::deltaEnding(older->sha256), older->file});
    forms.push_back({std::string(tuf::kZstdEnding), {}});
    forms.push_back({"", {}});

    TufFailure last{TufFailureKind::NotFound, "cannot fetch " + name};
    for (const auto& form : forms) {
        const bool packed = !form.ending.empty();
        const fs::path part = folder_ / (fs::path(name).filename().string() + form.ending);
        const auto most = static_cast<std::size_t>(target.file.length) + (packed ? kPackedOverheadBytes : 0);
        if (const auto fetched = fetch_(name + form.ending, most, part); !fetched) {
            if (fetched.error().kind == tuf::FetchFailureKind::Unreachable)
                return tl::unexpected(TufFailure{TufFailureKind::Unreachable, fetched.error().context});
            last = {fetched.error().kind == tuf::FetchFailureKind::TooLong ? TufFailureKind::TooLong
                                                                           : TufFailureKind::NotFound,
                    fetched.error().context};
        } else {
            const auto bytes = fs::file_size(part, error);
            auto whole = unpack(target, part, form.older, packed);
            if (whole) {
                spdlog::info("{}: {} bytes came as {} of {} bytes", target.path, target.file.length,
                             packed ? form.ending.substr(1, 3) : "itself", bytes);
                return whole;
            }
            last = whole.error();
        }
        spdlog::debug("{}", last.context);
        fs::remove(part, error);
        fs::remove(part.string() + ".etag", error);
    }
    return tl::unexpected(last);
}

} // namespace onestop::daemon
