// SPDX-License-Identifier: Apache-2.0
// The same client that kiosks use: the signed lists with what is small, then in pieces what the hub asks for.
#include "sync/publish/send.h"

#include <algorithm>
#include <fstream>
#include <map>
#include <utility>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>

#include <nlohmann/json.hpp>

#include "sync/crypto/crypto.h"
#include "sync/transport/http_client.h"
#include "sync/tuf/metadata.h"
#include "sync/tuf/refresh.h"
#include "sync/tuf/repository.h"

namespace onestop::publish {

namespace {

using nlohmann::json;
namespace fs = std::filesystem;

constexpr std::uint64_t kAtOnceBytes = 384 * 1024; ///< of targets in the first request; a hub reads 1 MiB
constexpr std::size_t kPieceBytes = 512 * 1024;
/// A hub packs a large list for the kiosks before it answers.
constexpr std::chrono::minutes kPatience{5};

struct SignedRole {
    std::string name;
    crypto::Bytes metadata;
    std::map<std::string, tuf::TargetFile, std::less<>> files; ///< by TUF path
};

tl::expected<SignedRole, std::string> newestOf(const tuf::Repository& repository, const std::string& role) {
    auto stored = repository.newest(role);
    if (!stored) return tl::unexpected(std::string("it was never signed here"));
    auto metadata = tuf::parseMetadata(tuf::RoleType::Targets, stored->bytes);
    if (!metadata) return tl::unexpected(metadata.error().context);
    return SignedRole{role, std::move(stored->bytes), std::move(std::get<tuf::Targets>(metadata->role).files)};
}

/// The signed lists, and of their targets what goes in with them.
tl::expected<std::string, std::string> offerOf(const tuf::Repository& repository, const SignedRole& role) {
    json offer{{"role", role.name}, {"metadata", crypto::toBase64Url(role.metadata)}, {"targets", json::object()}};
    std::uint64_t room = kAtOnceBytes;
    for (const auto& [path, file] : role.files) {
        if (file.length > room) continue;
        const auto bytes = repository.target(path, file);
        if (!bytes) return tl::unexpected(path + " is missing or was changed after signing");
        offer["targets"][path] = crypto::toBase64Url(*bytes);
        room -= file.length;
    }
    return offer.dump();
}

std::string sentenceOf(const transport::HttpFailure& failure) {
    const auto problem = json::parse(failure.body, nullptr, false);
    const bool said = problem.is_object() && problem.contains("detail") && problem["detail"].is_string();
    return failure.context + (said ? ": " + problem["detail"].get<std::string>() : "");
}

/// One hub, asked one thing after the other.
class HubDoor {
public:
    HubDoor(transport::Url url, const HubAddress& hub, const events::Clock& clock)
        : url_(std::move(url)),
          client_(transport::HttpClient::make(
              loop_.get_executor(),
              {.base = url_, .authority = hub.authority, .certificate = hub.certificate, .key = hub.key}, clock)) {}

    /// The answer's document; it is an object.
    tl::expected<json, std::string> ask(std::string method, const std::string& path, transport::Header header,
                                        std::string body) {
        if (!client_) return tl::unexpected(client_.error().context);
        transport::HttpRequest request;
        request.method = std::move(method);
        request.target = url_.resolve(path);
        request.headers = {std::move(header)};
        request.body = std::move(body);
        request.timeout = kPatience;
        transport::HttpResult<transport::HttpResponse> answer;
        loop_.restart();
        boost::asio::co_spawn(loop_, (*client_)->request(std::move(request)),
                              [&](const std::exception_ptr& fault, auto result) {
                                  if (fault) std::rethrow_exception(fault);
                                  answer = std::move(result);
                              });
        loop_.run();
        if (!answer) return tl::unexpected(sentenceOf(answer.error()));
        auto document = json::parse(answer->body, nullptr, false);
        if (!document.is_object()) return tl::unexpected(std::string("the hub's answer is no JSON object"));
        return document;
    }

private:
    boost::asio::io_context loop_{1};
    transport::Url url_;
    transport::HttpResult<std::unique_ptr<transport::HttpClient>> client_;
};

/// From where the hub has it, piece by piece, to its end.
tl::expected<void, std::string> sendFile(HubDoor& hub, const fs::path& source, const std::string& sha256,
                                         const tuf::TargetFile& file, std::uint64_t held) {
    std::ifstream in(source, std::ios::binary);
    while (held < file.length) {
        std::string piece(static_cast<std::size_t>(std::min<std::uint64_t>(kPieceBytes, file.length - held)), '\0');
        if (!in.seekg(static_cast<std::streamoff>(held)) ||
            !in.read(piece.data(), static_cast<std::streamsize>(piece.size())))
            return tl::unexpected("cannot read " + source.string());
        auto range = "bytes " + std::to_string(held) + "-" + std::to_string(held + piece.size() - 1) + "/" +
                     std::to_string(file.length);
        const auto answer = hub.ask("PUT", "v1/publish/" + sha256, {"Content-Range", std::move(range)}, piece);
        if (!answer) return tl::unexpected(answer.error());
        const auto now = answer->value("held", std::uint64_t{0});
        if (now <= held) return tl::unexpected("the hub does not take " + source.filename().string());
        held = now;
    }
    return {};
}

/// What the hub's answer says is missing, as far as it is this role's.
tl::expected<void, std::string> sendMissing(HubDoor& hub, const fs::path& repository, const SignedRole& role,
                                            const json& missing) {
    for (const json& one : missing) {
        const auto path = one.value("path", "");
        const auto listed = role.files.find(path);
        if (listed == role.files.end()) return tl::unexpected("the hub asks for " + path + ", which is not listed");
        const auto source = repository / "targets" / tuf::targetFileName({path, listed->second, {}}, true);
        if (!tuf::isTargetFile(source, listed->second))
            return tl::unexpected(path + " is missing or was changed after signing");
        const auto sent = sendFile(hub, source, listed->second.hashes.at("sha256"), listed->second,
                                   one.value("held", std::uint64_t{0}));
        if (!sent) return sent;
    }
    return {};
}

/// The version that is published.
tl::expected<std::uint64_t, std::string> publishAt(HubDoor& hub, const fs::path& folder, const std::string& name) {
    const tuf::Repository repository(folder);
    const auto role = newestOf(repository, name);
    if (!role) return tl::unexpected(role.error());
    const auto offer = offerOf(repository, *role);
    if (!offer) return tl::unexpected(offer.error());
    for (bool is_first = true;; is_first = false) {
        const auto answer = hub.ask("POST", "v1/publish", {"Content-Type", "application/json"}, *offer);
        if (!answer) return tl::unexpected(answer.error());
        const json& document = *answer;
        if (!document.contains("version") || !document["version"].is_number_unsigned())
            return tl::unexpected(std::string("the hub's answer names no version"));
        if (!document.contains("missing")) return document["version"].get<std::uint64_t>();
        if (!is_first) return tl::unexpected(std::string("the hub still lacks what was sent"));
        if (const auto sent = sendMissing(hub, folder, *role, document["missing"]); !sent)
            return tl::unexpected(sent.error());
    }
}

} // namespace

tl::expected<std::uint64_t, std::string> sendRole(const fs::path& repository, const std::string& role,
                                                  const HubAddress& hub, const events::Clock& clock) {
    const auto url = transport::parseUrl(hub.url);
    if (!url) return tl::unexpected("--hub: expected " + url.error());
    HubDoor door(*url, hub, clock);
    try {
        auto version = publishAt(door, repository, role);
        if (!version) return tl::unexpected("cannot send " + role + ": " + version.error());
        return version;
    } catch (const json::type_error&) { // a member of another kind than openapi.yaml says
        return tl::unexpected("cannot send " + role + ": the hub's answer is not understood");
    }
}

} // namespace onestop::publish
