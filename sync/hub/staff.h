// SPDX-License-Identifier: Apache-2.0
// People who sign in at the staff door: accounts, sessions that survive a restart, and a brake on guessing.
#pragma once

#include <deque>
#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "sync/events/clock.h"
#include "sync/hub/hub_log.h"
#include "sync/store/database.h"

namespace onestop::hub {

enum class Role { Clerk, Technician, Admin };
std::string_view text(Role role);
std::optional<Role> parseRole(std::string_view text);

struct Account {
    std::string login; ///< a-z 0-9 . _ -, at most 32
    std::string name;  ///< as colleagues see it
    Role role = Role::Clerk;
    std::optional<int> counter;
};

bool isLogin(std::string_view text);

/// Adds the account or replaces it (a forgotten password); its sessions end. Throws DatabaseFailed.
void putAccount(store::Database& database, const Account& account, std::string_view password,
                const RandomSource& random, events::WallTime now);

/// The account when the password is right. Takes as long for a login that does not exist.
std::optional<Account> authenticate(store::Database& database, std::string_view login, std::string_view password);

struct Session {
    Account account;
    std::string csrf;
    std::optional<int> counter; ///< where this person sits now
};

/// A session ends after so long without signing in again: one working day.
inline constexpr std::chrono::hours kSessionLength{12};

struct OpenedSession {
    std::string token; ///< for the cookie; only its hash is kept
    Session session;
};
OpenedSession openSession(store::Database& database, const Account& account, const RandomSource& random,
                          events::WallTime now);
std::optional<Session> findSession(store::Database& database, std::string_view token, events::WallTime now);
void chooseCounter(store::Database& database, std::string_view token, int counter);
void closeSession(store::Database& database, std::string_view token);

/// Failed sign-ins of one login and of one address, within a sliding window. Pure: time comes in.
class LoginBrake {
public:
    static constexpr std::size_t kPerLogin = 5;
    static constexpr std::size_t kPerAddress = 20;
    static constexpr std::chrono::minutes kWindow{5};

    /// How long to wait before the next try; zero: try now.
    std::chrono::seconds wait(const std::string& login, const std::string& address, events::WallTime now);
    void failed(const std::string& login, const std::string& address, events::WallTime now);
    void succeeded(const std::string& login);

private:
    using Failures = std::map<std::string, std::deque<events::WallTime>, std::less<>>;
    static std::chrono::seconds waitOf(Failures& failures, const std::string& key, std::size_t limit,
                                       events::WallTime now);
    Failures by_login_;
    Failures by_address_;
};

} // namespace onestop::hub
