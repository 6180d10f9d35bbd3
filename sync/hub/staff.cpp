// SPDX-License-Identifier: Apache-2.0
// Passwords and cookies are kept as digests only; comparing takes the same time either way.
#include "sync/hub/staff.h"

#include <algorithm>
#include <array>

#include "sync/crypto/crypto.h"
#include "sync/crypto/password.h"
#include "sync/hub/rows.h"

namespace onestop::hub {

namespace {

constexpr std::size_t kMaxRemembered = 4096; ///< logins and addresses in the brake: a flood must not eat memory

crypto::Digest hashOf(std::string_view token) { return crypto::sha256(crypto::bytesOf(token)); }

std::string randomText(const RandomSource& random) {
    std::array<std::uint8_t, 32> bytes{};
    random(bytes);
    return crypto::toBase64Url(bytes);
}

Account accountOf(const store::Statement& row) { // login, name, role, counter
    return {row.text(0), row.text(1), parseRole(row.text(2)).value_or(Role::Clerk), optionalInt(row, 3)};
}

} // namespace

std::string_view text(Role role) {
    switch (role) {
    case Role::Clerk:
        return "clerk";
    case Role::Technician:
        return "technician";
    case Role::Admin:
        return "admin";
    }
    return "clerk";
}

std::optional<Role> parseRole(std::string_view text) {
    for (const auto role : {Role::Clerk, Role::Technician, Role::Admin}) {
        if (hub::text(role) == text) return role;
    }
    return std::nullopt;
}

bool isLogin(std::string_view text) {
    return !text.empty() && text.size() <= 32 && std::all_of(text.begin(), text.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '.' || c == '_' || c == '-';
    });
}

void putAccount(store::Database& database, const Account& account, std::string_view password,
                const RandomSource& random, events::WallTime now) {
    std::array<std::uint8_t, crypto::kPasswordSaltBytes> salt{};
    random(salt);
    const auto digest = crypto::passwordDigest(password, salt);
    auto transaction = orThrow(store::Transaction::begin(database));
    run(database,
        "INSERT INTO staff (login, name, role, counter, salt, password, added_at) VALUES (?, ?, ?, ?, ?, ?, ?) ON "
        "CONFLICT "
        "(login) DO UPDATE SET name = excluded.name, role = excluded.role, counter = excluded.counter, salt = "
        "excluded.salt, password = excluded.password, added_at = excluded.added_at",
        account.login, account.name, text(account.role), account.counter, crypto::BytesView(salt), digest,
        events::toRfc3339(now));
    run(database, "DELETE FROM staff_session WHERE login = ?", account.login);
    orThrow(transaction.commit());
}

std::optional<Account> authenticate(store::Database& database, std::string_view login, std::string_view password) {
    auto row = query(database, "SELECT login, name, role, counter, salt, password FROM staff WHERE login = ?", login);
    const bool known = nextRow(row);
    const auto salt = known ? row.blob(4) : crypto::Bytes(crypto::kPasswordSaltBytes);
    const auto digest = crypto::passwordDigest(password, salt);
    if (!known || !crypto::sameSecret(digest, row.blob(5))) return std::nullopt;
    return accountOf(row);
}

OpenedSession openSession(store::Database& database, const Account& account, const RandomSource& random,
                          events::WallTime now) {
    OpenedSession opened{randomText(random), {account, randomText(random), account.counter}};
    auto transaction = orThrow(store::Transaction::begin(database));
    run(database, "DELETE FROM staff_session WHERE expires_at < ?", events::toRfc3339(now));
    run(database,
        "INSERT INTO staff_session (token_hash, login, csrf, counter, opened_at, expires_at) VALUES (?, ?, ?, ?, ?, ?)",
        hashOf(opened.token), account.login, opened.session.csrf, opened.session.counter, events::toRfc3339(now),
        events::toRfc3339(now + kSessionLength));
    orThrow(transaction.commit());
    return opened;
}

std::optional<Session> findSession(store::Database& database, std::string_view token, events::WallTime now) {
    if (token.empty()) return std::nullopt;
    const auto hash = hashOf(token);
    const auto time = events::toRfc3339(now);
    auto row = query(database,
                     "SELECT staff.login, name, role, staff.counter, csrf, staff_session.counter FROM staff_session "
                     "JOIN staff USING (login) WHERE token_hash = ? AND expires_at > ?",
                     hash, time);
    if (!nextRow(row)) return std::nullopt;
    return Session{accountOf(row), row.text(4), optionalInt(row, 5)};
}

void chooseCounter(store::Database& database, std::string_view token, int counter) {
    run(database, "UPDATE staff_session SET counter = ? WHERE token_hash = ?", counter, hashOf(token));
}

void closeSession(store::Database& database, std::string_view token) {
    run(database, "DELETE FROM staff_session WHERE token_hash = ?", hashOf(token));
}

std::chrono::seconds LoginBrake::waitOf(Failures& failures, const std::string& key, std::size_t limit,
                                        events::WallTime now) {
    const auto found = failures.find(key);
    if (found == failures.end()) return std::chrono::seconds(0);
    auto& times = found->second;
    while (!times.empty() && times.front() + kWindow <= now)
        times.pop_front();
    if (times.empty()) {
        failures.erase(found);
        return std::chrono::seconds(0);
    }
    if (times.size() < limit) return std::chrono::seconds(0);
    return std::chrono::ceil<std::chrono::seconds>(times[times.size() - limit] + kWindow - now);
}

std::chrono::seconds LoginBrake::wait(const std::string& login, const std::string& address, events::WallTime now) {
    return std::max(waitOf(by_login_, login, kPerLogin, now), waitOf(by_address_, address, kPerAddress, now));
}

void LoginBrake::failed(const std::string& login, const std::string& address, events::WallTime now) {
    for (auto* failures : {&by_login_, &by_address_}) {
        if (failures->size() >= kMaxRemembered) {
            std::erase_if(*failures, [now](const auto& one) { return one.second.back() + kWindow <= now; });
        }
        if (failures->size() >= kMaxRemembered) failures->clear();
    }
    by_login_[login].push_back(now);
    by_address_[address].push_back(now);
}

void LoginBrake::succeeded(const std::string& login) { by_login_.erase(login); }

} // namespace onestop::hub
