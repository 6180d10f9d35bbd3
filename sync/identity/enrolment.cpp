// SPDX-License-Identifier: Apache-2.0
// The key is on the disk before anybody hears of it, so that an answer that was lost can be asked for again.
#include "sync/identity/enrolment.h"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>

#include <nlohmann/json.hpp>

#include "sync/tuf/atomic_file.h"

namespace onestop::identity {

using crypto::Certificate;
using transport::HttpClient;
using transport::HttpFailure;
using transport::HttpFailureKind;
using transport::HttpRequest;
using transport::Task;

namespace {

/// Short, so that the program ends soon when it is asked to.
constexpr std::chrono::seconds kHubPatience{10};

tl::unexpected<EnrolmentFailure> cannot(std::string sentence) {
    return tl::unexpected(EnrolmentFailure{std::move(sentence), false});
}

/// The hub's own words, where it gave some.
tl::unexpected<EnrolmentFailure> refusedBy(const HttpFailure& failure) {
    if (failure.kind != HttpFailureKind::Refused) return cannot(failure.context);
    const auto document = nlohmann::json::parse(failure.body, nullptr, false);
    const auto detail = document.is_object() ? document.value("detail", nlohmann::json()) : nlohmann::json();
    std::string sentence = "the hub refuses: " + (detail.is_string() ? detail.get<std::string>() : failure.context);
    if (failure.retry_after) sentence += " (" + std::to_string(failure.retry_after->count()) + " s)";
    return tl::unexpected(EnrolmentFailure{std::move(sentence), failure.problem == transport::kShutOut});
}

EnrolmentResult<std::vector<Certificate>> readAnswer(const transport::HttpResponse& answer) {
    const auto der = transport::fromEstBody(answer.body);
    if (!der) return cannot("the hub's answer is no EST: expected base64");
    auto certificates = crypto::readBundle(*der);
    if (!certificates) return cannot("the hub's answer is no EST: " + certificates.error());
    return std::move(*certificates);
}

HttpRequest estRequest(const IdentitySettings& settings, std::string_view path, crypto::BytesView body) {
    HttpRequest request;
    request.method = "POST";
    request.target = settings.enrolment->resolve(path.substr(1));
    request.headers = {{"Content-Type", std::string(transport::kEstRequestType)},
                       {"Content-Transfer-Encoding", "base64"}};
    request.body = transport::toEstBody(body);
    request.timeout = kHubPatience;
    return request;
}

/// The authority that the code names, asked for over a connection that proves nothing (RFC 7030 4.1.1).
Task<EnrolmentResult<Certificate>> askAuthority(boost::asio::any_io_executor executor, const IdentitySettings& settings,
                                                const events::Clock& clock, const transport::EnrolmentCode& code) {
    auto stranger =
        HttpClient::make(executor, {.base = *settings.enrolment, .authority = {}, .certificate = {}, .key = {}}, clock);
    if (!stranger) co_return cannot(stranger.error().context);
    HttpRequest request;
    request.target = settings.enrolment->resolve(transport::kEstAuthorities.substr(1));
    const auto answer = co_await (*stranger)->request(std::move(request));
    if (!answer) co_return refusedBy(answer.error());
    const auto offered = readAnswer(*answer);
    if (!offered) co_return tl::unexpected(offered.error());
    for (const auto& authority : *offered)
        if (code.names(authority.fingerprint())) co_return authority;
    co_return cannot(
        "another authority answers at " + settings.enrolment->authority() +
        " than the code names: a login page of the network, a wrong address, or a code of another district. "
        "The code was not sent");
}

/// Asks, checks what came against the key and the authority, and puts it into the slot `new`.
Task<EnrolmentResult<Certificate>> fetchCertificate(const IdentitySettings& settings, HttpClient& hub,
                                                    HttpRequest request, const std::string& key,
                                                    const std::filesystem::path& authority) {
    const auto answer = co_await hub.request(std::move(request));
    if (!answer) co_return refusedBy(answer.error());
    const auto offered = readAnswer(*answer);
    if (!offered) co_return tl::unexpected(offered.error());
    const auto pem = tuf::readFile(authority);
    const auto trusted = pem ? Certificate::fromPem(crypto::textOf(*pem)) : tl::unexpected(std::string());
    for (const auto& certificate : *offered) {
        if (!certificate.fits(key) || !trusted || !certificate.issuedBy(*trusted) ||
            certificate.commonName() != settings.name)
            continue;
        if (auto kept = IdentityFolder(settings).takeNew(certificate, key); !kept) co_return cannot(kept.error());
        co_return certificate;
    }
    co_return cannot("the hub's answer holds no certificate for this machine's key");
}

Task<EnrolmentResult<Certificate>> enrol(boost::asio::any_io_executor executor, const IdentitySettings& settings,
                                         const events::Clock& clock, const transport::EnrolmentCode& code) {
    const IdentityFolder folder(settings);
    const auto authority = co_await askAuthority(executor, settings, clock, code);
    if (!authority) co_return tl::unexpected(authority.error());
    const auto trusted = folder.keepAuthority(*authority);
    if (!trusted) co_return cannot(trusted.error());
    auto hub = HttpClient::make(
        executor, {.base = *settings.enrolment, .authority = *trusted, .certificate = {}, .key = {}}, clock);
    if (!hub) co_return cannot(hub.error().context);
    const auto key = folder.pendingKey();
    if (!key) co_return cannot(key.error());
    const auto asked = crypto::makeCertificateRequest(*key, settings.name);
    if (!asked) co_return cannot(asked.error());
    auto request = estRequest(settings, transport::kEstEnrol, *asked);
    request.headers.push_back({"Authorization", transport::basicAuthorization(settings.name, code.secret)});
    co_return co_await fetchCertificate(settings, **hub, std::move(request), *key, *trusted);
}

} // namespace

EnrolmentResult<Certificate> enrolByCode(const IdentitySettings& settings, const events::Clock& clock,
                                         const transport::EnrolmentCode& code) {
    if (!settings.enrolment) return cannot("enrolment: expected the address of the hub's enrolment door");
    boost::asio::io_context loop;
    std::optional<EnrolmentResult<Certificate>> result;
    const auto run = [&]() -> Task<void> {
        result.emplace(co_await enrol(loop.get_executor(), settings, clock, code));
    };
    boost::asio::co_spawn(loop, run, [](std::exception_ptr thrown) {
        if (thrown) std::rethrow_exception(thrown);
    });
    loop.run();
    return std::move(*result);
}

Task<EnrolmentResult<Certificate>> renewIdentity(boost::asio::any_io_executor executor, IdentitySettings settings,
                                                 const events::Clock& clock, Identity identity) {
    const IdentityFolder folder(settings);
    const auto authority = folder.authority();
    if (!authority) co_return cannot("no authority to trust: enrol this machine with a code");
    auto hub = HttpClient::make(executor,
                                {.base = *settings.enrolment,
                                 .authority = *authority,
                                 .certificate = identity.certificate,
                                 .key = identity.key},
                                clock);
    if (!hub) co_return cannot(hub.error().context);
    const auto key = folder.pendingKey();
    if (!key) co_return cannot(key.error());
    const auto asked = crypto::makeCertificateRequest(*key, identity.read.commonName());
    if (!asked) co_return cannot(asked.error());
    co_return co_await fetchCertificate(settings, **hub, estRequest(settings, transport::kEstRenew, *asked), *key,
                                        *authority);
}

events::WallTime renewalDue(const Certificate& certificate) {
    constexpr int kSpread = 10 * 256; // a tenth, in steps of one byte
    const auto life = certificate.notAfter() - certificate.notBefore();
    return certificate.notBefore() + life / 2 + life * int{certificate.fingerprint()[0]} / kSpread;
}

} // namespace onestop::identity
