// SPDX-License-Identifier: Apache-2.0
// The path is checked as text and again as the file it leads to, links included.
#include "sync/hub/static_files.h"

#include <algorithm>
#include <charconv>
#include <fstream>
#include <sstream>

#include "sync/crypto/crypto.h"

namespace onestop::hub {

namespace {

std::optional<std::size_t> number(std::string_view text) {
    std::size_t value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
    return value;
}

transport::ServerResponse notFound() {
    transport::ServerResponse response;
    response.status = 404;
    response.headers.push_back({"Content-Type", std::string(transport::kProblemMediaType)});
    response.body = transport::problemDocument("not-found", 404, "There is no such file", "");
    return response;
}

struct Found {
    std::filesystem::path file;
    std::uintmax_t size = 0;
};

std::optional<Found> findBelow(const std::filesystem::path& folder, std::string_view path) {
    std::error_code error;
    const auto root = std::filesystem::canonical(folder, error);
    if (error) return std::nullopt;
    const auto file = std::filesystem::canonical(root / std::filesystem::path(path), error);
    if (error || !std::filesystem::is_regular_file(file, error)) return std::nullopt;
    const auto below = file.lexically_relative(root);
    if (below.empty() || *below.begin() == "..") return std::nullopt;
    const auto size = std::filesystem::file_size(file, error);
    return error ? std::nullopt : std::optional(Found{file, size});
}

std::optional<std::string> readAll(const std::filesystem::path& file) {
    std::ifstream in(file, std::ios::binary);
    std::ostringstream bytes;
    bytes << in.rdbuf();
    if (!in) return std::nullopt;
    return std::move(bytes).str();
}

std::optional<std::string> readPart(const std::filesystem::path& file, const ByteRange& range) {
    std::ifstream in(file, std::ios::binary);
    std::string bytes(range.last - range.first + 1, '\0');
    in.seekg(static_cast<std::streamoff>(range.first));
    if (!in.read(bytes.data(), static_cast<std::streamsize>(bytes.size()))) return std::nullopt;
    return bytes;
}

/// The hash in "<64 hex>.<name>"; empty: the name does not begin so.
std::string hashInName(const std::filesystem::path& file) {
    constexpr std::size_t kHashDigits = 64;
    const auto name = file.filename().string();
    if (name.size() <= kHashDigits || name[kHashDigits] != '.') return {};
    return crypto::fromHex(name.substr(0, kHashDigits)) ? name.substr(0, kHashDigits) : std::string();
}

/// Part of a file that is too large to be read at each question.
transport::ServerResponse servePart(const Found& found, const transport::ServerRequest& request) {
    const auto hash = hashInName(found.file);
    const auto etag = '"' + hash + '"';
    const auto if_range = request.header("If-Range");
    const auto asked = hash.empty() || !(if_range.empty() || if_range == etag)
                           ? RangeAnswer{}
                           : parseRange(request.header("Range"), static_cast<std::size_t>(found.size));
    if (asked.kind == RangeKind::Whole) return notFound();
    transport::ServerResponse response;
    response.headers = {{"ETag", etag}, {"Accept-Ranges", "bytes"}, {"Content-Type", "application/octet-stream"}};
    const auto size = std::to_string(found.size);
    if (asked.kind == RangeKind::NotSatisfiable) {
        response.status = 416;
        response.headers.push_back({"Content-Range", "bytes */" + size});
        return response;
    }
    const ByteRange range{asked.range.first, std::min(asked.range.last, asked.range.first + kMostPartBytes - 1)};
    auto bytes = readPart(found.file, range);
    if (!bytes) return notFound();
    response.status = 206;
    response.headers.push_back(
        {"Content-Range", "bytes " + std::to_string(range.first) + '-' + std::to_string(range.last) + '/' + size});
    response.body = std::move(*bytes);
    return response;
}

} // namespace

RangeAnswer parseRange(std::string_view header, std::size_t size) {
    constexpr std::string_view kUnit = "bytes=";
    if (header.substr(0, kUnit.size()) != kUnit) return {};
    header.remove_prefix(kUnit.size());
    const auto dash = header.find('-');
    if (dash == std::string_view::npos || header.find(',') != std::string_view::npos) return {};
    const auto first = header.substr(0, dash);
    const auto last = header.substr(dash + 1);
    if (first.empty()) { // the last n bytes
        const auto count = number(last);
        if (!count) return {};
        if (*count == 0 || size == 0) return {RangeKind::NotSatisfiable, {}};
        return {RangeKind::Part, {size - std::min(*count, size), size - 1}};
    }
    const auto from = number(first);
    const auto to = last.empty() ? std::optional(size) : number(last);
    if (!from || !to || (!last.empty() && *to < *from)) return {};
    if (*from >= size) return {RangeKind::NotSatisfiable, {}};
    return {RangeKind::Part, {*from, std::min(*to, size - 1)}};
}

bool staysBelow(std::string_view path) {
    if (path.empty() || path.find('\\') != std::string_view::npos || path.find('\0') != std::string_view::npos)
        return false;
    while (true) {
        const auto slash = path.find('/');
        const auto segment = path.substr(0, slash);
        if (segment.empty() || segment.front() == '.') return false;
        if (slash == std::string_view::npos) return true;
        path.remove_prefix(slash + 1);
    }
}

transport::ServerResponse serveFile(const std::filesystem::path& folder, std::string_view path,
                                    const transport::ServerRequest& request) {
    const auto found = staysBelow(path) ? findBelow(folder, path) : std::nullopt;
    if (found && found->size > kMostFileBytes) return servePart(*found, request);
    const auto bytes = found ? readAll(found->file) : std::nullopt;
    if (!bytes) return notFound();
    const auto etag = '"' + crypto::toHex(crypto::sha256(crypto::bytesOf(*bytes))) + '"';
    const bool json = path.ends_with(".json");
    // A name with a version or a hash never changes its bytes; timestamp.json is asked anew each time.
    transport::ServerResponse response;
    response.headers = {{"ETag", etag},
                        {"Accept-Ranges", "bytes"},
                        {"Content-Type", json ? "application/json" : "application/octet-stream"},
                        {"Cache-Control", path.ends_with("timestamp.json") ? "no-cache" : "max-age=3600"}};
    if (request.header("If-None-Match") == etag) {
        response.status = 304;
        return response;
    }
    const auto if_range = request.header("If-Range");
    const auto range =
        if_range.empty() || if_range == etag ? parseRange(request.header("Range"), bytes->size()) : RangeAnswer{};
    const auto size = std::to_string(bytes->size());
    switch (range.kind) {
    case RangeKind::Whole:
        response.body = *bytes;
        break;
    case RangeKind::Part:
        response.status = 206;
        response.headers.push_back({"Content-Range", "bytes " + std::to_string(range.range.first) + "-" +
                                                         std::to_string(range.range.last) + "/" + size});
        response.body = bytes->substr(range.range.first, range.range.last - range.range.first + 1);
        break;
    case RangeKind::NotSatisfiable:
        response.status = 416;
        response.headers.push_back({"Content-Range", "bytes */" + size});
        break;
    }
    return response;
}

} // namespace onestop::hub
