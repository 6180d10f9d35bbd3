// SPDX-License-Identifier: Apache-2.0
// A look at the certificate's age costs nothing.
#include "sync/identity/current_identity.h"

#include <spdlog/spdlog.h>

#include "sync/push/answered.h"
#include "sync/push/backoff.h"

namespace onestop::identity {

static constexpr push::BackoffRule kRenewalBackoff{std::chrono::seconds{5}, std::chrono::hours{1}};

CurrentIdentity::CurrentIdentity(const IdentitySettings& settings) : settings_(settings), folder_(settings) {
    choose();
}

std::optional<transport::HttpClientConfig> CurrentIdentity::connection(const transport::Url& base) const {
    const auto authority = folder_.authority();
    if (!identity_ || !authority) return std::nullopt;
    return transport::HttpClientConfig{
        .base = base, .authority = *authority, .certificate = identity_->certificate, .key = identity_->key};
}

bool CurrentIdentity::choose() {
    auto found = folder_.candidates();
    const bool same =
        found.empty() ? !identity_ : identity_ && found.front().read.fingerprint() == identity_->read.fingerprint();
    identity_ = found.empty() ? std::nullopt : std::optional(std::move(found.front()));
    if (!same) ++generation_;
    return !same;
}

std::optional<events::WallTime> CurrentIdentity::goodUntil() const {
    if (!identity_) return std::nullopt;
    return identity_->read.notAfter();
}

std::optional<events::WallTime> CurrentIdentity::renewsAt() const {
    if (!identity_ || !settings_.enrolment) return std::nullopt;
    return renewalDue(identity_->read);
}

void CurrentIdentity::taken(int generation) {
    if (!identity_ || generation != generation_ || !folder_.isNew(*identity_)) return;
    folder_.promote();
    spdlog::info("the hub takes the new certificate, good until {}", events::toRfc3339(identity_->read.notAfter()));
    choose();
}

bool CurrentIdentity::refused(const transport::HttpFailure& failure) {
    if (failure.problem == transport::kShutOut) return wipe();
    if (failure.kind != transport::HttpFailureKind::ClientCertificateRefused || !identity_ ||
        !folder_.isNew(*identity_))
        return false;
    spdlog::error("the hub does not take the new certificate: back to the former one");
    folder_.dropNew();
    return choose();
}

bool CurrentIdentity::wipe() {
    folder_.wipe();
    spdlog::error("the hub has shut this machine out: its keys are wiped");
    return choose();
}

transport::Task<bool> CurrentIdentity::renewWhenDue(boost::asio::any_io_executor executor, const events::Clock& clock) {
    if (!settings_.enrolment || !identity_ || folder_.isNew(*identity_) || !clock.trusted() ||
        clock.monotonic() < next_try_ || clock.now() < renewalDue(identity_->read))
        co_return false;
    const auto renewed = co_await renewIdentity(executor, settings_, clock, *identity_);
    failures_ = renewed ? 0 : failures_ + 1;
    if (renewed) {
        spdlog::info("a new certificate came: it is tried now");
        co_return choose();
    }
    next_try_ = clock.monotonic() + push::backoffDelay(kRenewalBackoff, failures_, push::chance());
    spdlog::warn("the certificate is not renewed: {}", renewed.error().sentence);
    co_return renewed.error().shut_out&& wipe();
}

} // namespace onestop::identity
