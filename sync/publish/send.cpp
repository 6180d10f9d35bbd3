// SPDX-License-Identifier: Apache-2.0
// One request over the same client that kiosks use.
#include "sync/publish/send.h"

#include <utility>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>

#include <nlohmann/json.hpp>

#include "sync/crypto/crypto.h"
#include "sync/transport/http_client.h"
#include "sync/tuf/metadata.h"
#include "sync/tuf/repository.h"

namespace onestop::publish {

namespace {

tl::expected<std::string, std::string> offerOf(const std::filesystem::path& folder, const std::string& role) {
    const tuf::Repository repository(folder);
    const std::string cannotSend = "cannot send " + role + ": ";
    const auto stored = repository.newest(role);
    if (!stored) return tl::unexpected(cannotSend + "it was never signed here");
    const auto metadata = tuf::parseMetadata(tuf::RoleType::Targets, stored->bytes);
    if (!metadata) return tl::unexpected(cannotSend + metadata.error().context);
    nlohmann::json offer{
        {"role", role}, {"metadata", crypto::toBase64Url(stored->bytes)}, {"targets", nlohmann::json::object()}};
    for (const auto& [path, file] : std::get<tuf::Targets>(metadata->role).files) {
        const auto bytes = repository.target(path, file);
        if (!bytes) return tl::unexpected(cannotSend + path + " is missing or was changed after signing");
        offer["targets"][path] = crypto::toBase64Url(*bytes);
    }
    return offer.dump();
}

} // namespace

tl::expected<std::uint64_t, std::string> sendRole(const std::filesystem::path& repository, const std::string& role,
                                                  const HubAddress& hub, const events::Clock& clock) {
    const auto url = transport::parseUrl(hub.url);
    if (!url) return tl::unexpected("--hub: expected " + url.error());
    auto offer = offerOf(repository, role);
    if (!offer) return tl::unexpected(offer.error());

    boost::asio::io_context loop(1);
    auto client = transport::HttpClient::make(
        loop.get_executor(), {.base = *url, .authority = hub.authority, .certificate = hub.certificate, .key = hub.key},
        clock);
    if (!client) return tl::unexpected(client.error().context);
    transport::HttpRequest request;
    request.method = "POST";
    request.target = url->resolve("v1/publish");
    request.headers = {{"Content-Type", "application/json"}};
    request.body = std::move(*offer);
    transport::HttpResult<transport::HttpResponse> answer;
    boost::asio::co_spawn(loop, (*client)->request(std::move(request)),
                          [&](const std::exception_ptr& fault, auto result) {
                              if (fault) std::rethrow_exception(fault);
                              answer = std::move(result);
                          });
    loop.run();
    if (!answer) {
        const auto problem = nlohmann::json::parse(answer.error().body, nullptr, false);
        const bool said = problem.is_object() && problem.contains("detail") && problem["detail"].is_string();
        return tl::unexpected(answer.error().context + (said ? ": " + problem["detail"].get<std::string>() : ""));
    }
    const auto document = nlohmann::json::parse(answer->body, nullptr, false);
    if (!document.is_object() || !document.contains("version") || !document["version"].is_number_unsigned()) {
        return tl::unexpected("cannot send " + role + ": the hub's answer names no version");
    }
    return document["version"].get<std::uint64_t>();
}

} // namespace onestop::publish
