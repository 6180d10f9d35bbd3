// SPDX-License-Identifier: Apache-2.0
// For clerks in a browser. Sign-in gives a cookie that scripts cannot read and a CSRF value that every action must
// repeat; SameSite, Origin and the media type are checked as well, so that no other page can press a button here.
#include "sync/hub/doors.h"

#include <array>
#include <functional>

#include <nlohmann/json.hpp>
#include <spdlog/spdlog.h>

#include "sync/events/event_types.h"
#include "sync/hub/counts.h"
#include "sync/hub/enrolment.h"
#include "sync/hub/fleet.h"
#include "sync/hub/pages.h"
#include "sync/hub/rows.h"

namespace onestop::hub {

using nlohmann::ordered_json;
using transport::ServerRequest;
using transport::ServerResponse;

namespace {

constexpr std::string_view kCookie = "__Host-onestop-session";
constexpr std::string_view kPolicy =
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; "
    "img-src 'self' data:; form-action 'none'; base-uri 'none'; frame-ancestors 'none'";

std::string_view cookieOf(const ServerRequest& request) {
    std::string_view rest = request.header("Cookie");
    while (!rest.empty()) {
        const auto end = rest.find(';');
        auto pair = rest.substr(0, end);
        rest = end == std::string_view::npos ? std::string_view{} : rest.substr(end + 1);
        while (!pair.empty() && pair.front() == ' ')
            pair.remove_prefix(1);
        if (pair.size() > kCookie.size() && pair.substr(0, kCookie.size()) == kCookie && pair[kCookie.size()] == '=') {
            return pair.substr(kCookie.size() + 1);
        }
    }
    return {};
}

std::string cookieHeader(std::string_view token, std::chrono::seconds age) {
    return std::string(kCookie) + "=" + std::string(token) +
           "; Path=/; HttpOnly; Secure; SameSite=Strict; Max-Age=" + std::to_string(age.count());
}

ServerResponse page(std::string_view file) {
    ServerResponse response;
    const bool style = file.ends_with(".css");
    const bool script = file.ends_with(".js");
    response.headers = {{"Content-Type", style    ? "text/css; charset=utf-8"
                                         : script ? "text/javascript; charset=utf-8"
                                                  : "text/html; charset=utf-8"},
                        {"Content-Security-Policy", std::string(kPolicy)},
                        {"Referrer-Policy", "no-referrer"},
                        {"Cache-Control", "no-cache"}};
    response.body = pageBytes(file);
    if (response.body.empty()) return problem(404, "not-found", "There is no such page");
    return response;
}

/// Nobody else's page speaks here.
bool fromOwnPage(const ServerRequest& request) {
    const auto origin = request.header("Origin");
    return request.header("Content-Type").substr(0, 16) == "application/json" &&
           (origin.empty() || origin == "https://" + std::string(request.header("Host")));
}

std::string member(const nlohmann::json& body, const char* name) {
    const auto found = body.is_object() ? body.find(name) : body.end();
    return body.is_object() && found != body.end() && found->is_string() ? found->get<std::string>() : std::string{};
}

ServerResponse describe(const Session& session) {
    return jsonAnswer(ordered_json{
        {"login", session.account.login},
        {"name", session.account.name},
        {"role", text(session.account.role)},
        {"counter", session.counter ? ordered_json(*session.counter) : ordered_json()},
        {"csrf",
         session.csrf}}.dump());
}

void note(Hub& hub, std::string_view action, const std::string& login, std::optional<std::string> subject = {}) {
    auto transaction = orThrow(store::Transaction::begin(hub.database));
    events::AdminAction data;
    data.action = action;
    data.staff = isLogin(login) ? login : "unknown";
    data.subject = std::move(subject);
    hub.log.append(data);
    orThrow(transaction.commit());
}

ServerResponse signIn(Hub& hub, const ServerRequest& request) {
    const auto body = nlohmann::json::parse(request.body, nullptr, false);
    const auto login = member(body, "login");
    const auto password = member(body, "password");
    const auto now = hub.clock.now();
    // Before any work: scrypt is slow on purpose, also for us.
    if (const auto wait = hub.brake.wait(login, request.remote, now); wait.count() > 0) {
        auto response = problem(429, "too-many-tries", "试的次数太多了，请过几分钟再试。");
        response.headers.push_back({"Retry-After", std::to_string(wait.count())});
        return response;
    }
    constexpr std::size_t kMaxPasswordBytes = 256;
    const auto account = isLogin(login) && password.size() <= kMaxPasswordBytes
                             ? authenticate(hub.database, login, password)
                             : std::nullopt;
    if (!account) {
        hub.brake.failed(login, request.remote, now);
        note(hub, "sign_in.refused", login);
        return problem(401, "wrong-password", "账号或密码不对。");
    }
    hub.brake.succeeded(login);
    auto opened = openSession(hub.database, *account, hub.random, now);
    note(hub, "sign_in", login);
    if (opened.session.counter) {
        hub.floor.open({login, opened.session.counter});
        hub.publish();
    }
    auto response = describe(opened.session);
    response.headers.push_back({"Set-Cookie", cookieHeader(opened.token, kSessionLength)});
    return response;
}

/// A refusal of the queue is for the clerk to read, in her language.
ServerResponse settle(Hub& hub, const Floor::Outcome& outcome) {
    hub.publish(); // also after a refusal: the page may have been behind
    if (outcome) return jsonAnswer("{}");
    return problem(409, name(outcome.error()), sentence(outcome.error()));
}

struct Action {
    std::string_view path;
    std::function<ServerResponse(Hub&, const Session&, const ServerRequest&, const nlohmann::json&)> run;
};

ServerResponse sitDown(Hub& hub, const Session& session, const ServerRequest& request, const nlohmann::json& body) {
    const auto wanted = body.is_object() ? body.find("counter") : body.end();
    if (!body.is_object() || wanted == body.end() || !wanted->is_number_integer() || wanted->get<int>() < 1 ||
        wanted->get<int>() > 99) {
        return problem(400, "bad-counter", "请选择窗口。");
    }
    const int counter = wanted->get<int>();
    chooseCounter(hub.database, cookieOf(request), counter);
    hub.floor.open({session.account.login, counter});
    hub.publish();
    return jsonAnswer("{}");
}

ServerResponse signOut(Hub& hub, const Session& session, const ServerRequest& request, const nlohmann::json&) {
    closeSession(hub.database, cookieOf(request));
    hub.floor.close({session.account.login, session.counter});
    note(hub, "sign_out", session.account.login);
    hub.publish();
    auto response = jsonAnswer("{}");
    response.headers.push_back({"Set-Cookie", cookieHeader("", std::chrono::seconds(0))});
    return response;
}

template <Verb verb>
ServerResponse act(Hub& hub, const Session& session, const ServerRequest&, const nlohmann::json&) {
    return settle(hub, hub.floor.act({session.account.login, session.counter}, verb));
}

/// {"kiosk": 2} of a technician; nothing, with the answer, for everybody else.
tl::expected<std::string, ServerResponse> kioskOf(const Hub& hub, const Session& session, const nlohmann::json& body) {
    if (session.account.role == Role::Clerk) return tl::unexpected(problem(403, "role", "这一页给技术员用。"));
    if (!hub.device_authority) return tl::unexpected(problem(409, "no-enrolment", "这台中枢不发放证书。"));
    const auto number = body.is_object() ? body.find("kiosk") : body.end();
    const bool is_number = body.is_object() && number != body.end() && number->is_number_integer();
    const auto node = is_number ? kioskNode(number->get<std::int64_t>()) : std::nullopt;
    if (!node) return tl::unexpected(problem(400, "bad-kiosk", "请填 1 到 6 的机号。"));
    return *node;
}

ServerResponse giveCode(Hub& hub, const Session& session, const ServerRequest&, const nlohmann::json& body) {
    const auto node = kioskOf(hub, session, body);
    if (!node) return node.error();
    const auto now = hub.clock.now();
    const auto code = makeCode(hub.database, *node, hub.device_authority->certificate().fingerprint(), hub.random,
                               session.account.login, now);
    note(hub, "enrolment_code.made", session.account.login, *node);
    return jsonAnswer(ordered_json{{"code", code.text()}, {"expires_at", events::toRfc3339(now + kCodeLength)}}.dump());
}

/// {"kiosk": 2}: what opens the staff's pages there, as a picture for its scanner.
ServerResponse openKiosk(Hub& hub, const Session& session, const ServerRequest&, const nlohmann::json& body) {
    if (session.account.role == Role::Clerk) return problem(403, "role", "这一页给技术员用。");
    if (!hub.staff_codes) return problem(409, "no-staff-codes", "这台中枢出不了工作人员码，请看它的日志。");
    const auto number = body.is_object() ? body.find("kiosk") : body.end();
    const bool is_number = body.is_object() && number != body.end() && number->is_number_integer();
    if (!is_number || !kioskNode(number->get<std::int64_t>())) return problem(400, "bad-kiosk", "请填 1 到 6 的机号。");
    const auto code = hub.staff_codes->make(number->get<int>(), hub.random, hub.clock.now());
    note(hub, "staff_code.made", session.account.login, code.code_id);
    return jsonAnswer(
        ordered_json{{"picture", qrPicture(code.text)}, {"expires_at", events::toRfc3339(code.expires)}}.dump());
}

ServerResponse shutOut(Hub& hub, const Session& session, const ServerRequest&, const nlohmann::json& body) {
    const auto node = kioskOf(hub, session, body);
    if (!node) return node.error();
    revoke(hub.database, *node, session.account.login, hub.clock.now());
    note(hub, "kiosk.revoked", session.account.login, *node);
    hub.noticeRevocations();
    return jsonAnswer("{}");
}

const std::array<Action, 12>& actions() {
    static const std::array<Action, 12> kActions{{
        {"/staff/logout", signOut},
        {"/staff/counter", sitDown},
        {"/staff/enrolment-code", giveCode},
        {"/staff/revoke", shutOut},
        {"/staff/kiosk-code", openKiosk},
        {"/staff/call-next",
         [](Hub& hub, const Session& session, const ServerRequest&, const nlohmann::json&) {
             return settle(hub, hub.floor.callNext({session.account.login, session.counter}));
         }},
        {"/staff/recall", act<Verb::Recall>},
        {"/staff/pass", act<Verb::Pass>},
        {"/staff/serve", act<Verb::Serve>},
        {"/staff/done", act<Verb::Done>},
        {"/staff/requeue",
         [](Hub& hub, const Session& session, const ServerRequest&, const nlohmann::json& body) {
             return settle(hub, hub.floor.requeue({session.account.login, session.counter}, member(body, "ticket_id")));
         }},
        {"/staff/help/acknowledge",
         [](Hub& hub, const Session& session, const ServerRequest&, const nlohmann::json& body) {
             const bool known =
                 hub.floor.acknowledgeHelp({session.account.login, session.counter}, member(body, "help_id"));
             hub.publish();
             return known ? jsonAnswer("{}") : problem(409, "no-such-call", "这次求助已经有人答应了。");
         }},
    }};
    return kActions;
}

ServerResponse get(Hub& hub, const ServerRequest& request, const std::optional<Session>& session) {
    if (request.path == "/" || request.path == "/counts" || request.path == "/fleet") {
        if (!session) return page("login.html");
        return page(request.path == "/" ? "counter.html" : request.path == "/counts" ? "counts.html" : "fleet.html");
    }
    if (request.path.starts_with("/assets/")) return page(std::string_view(request.path).substr(8));
    if (!request.path.starts_with("/staff/")) return problem(404, "not-found", "There is no such page");
    if (!session) return problem(401, "sign-in", "请先登录。");
    if (request.path == "/staff/me") return describe(*session);
    if (request.path == "/staff/counts") {
        return jsonAnswer(countsDocument(hub.database, catalogue::serviceDayOf(hub.clock.now()), hub.floor.plan()));
    }
    if (request.path == "/staff/fleet") {
        if (session->account.role == Role::Clerk) return problem(403, "role", "这一页给技术员看。");
        return jsonAnswer(fleetDocument(hub));
    }
    if (request.path == "/staff/state") {
        ServerResponse response;
        response.feed = hub.staff_feed;
        return response;
    }
    return problem(404, "not-found", "There is no such page");
}

} // namespace

ServerResponse staffDoor(Hub& hub, const ServerRequest& request) {
    const auto session = findSession(hub.database, cookieOf(request), hub.clock.now());
    if (request.method == "GET") return get(hub, request, session);
    if (request.method != "POST") return problem(405, "method", "expected GET or POST");
    if (!fromOwnPage(request)) return problem(403, "foreign-page", "请从本系统的页面操作。");
    if (request.path == "/staff/login") return signIn(hub, request);
    if (!session) return problem(401, "sign-in", "请先登录。");
    if (!crypto::sameSecret(crypto::bytesOf(request.header("Onestop-Csrf")), crypto::bytesOf(session->csrf))) {
        return problem(403, "csrf", "页面太旧了，请刷新后再试。");
    }
    const auto body = nlohmann::json::parse(request.body, nullptr, false);
    for (const auto& action : actions()) {
        if (request.path == action.path) return action.run(hub, *session, request, body);
    }
    return problem(404, "not-found", "There is no such action");
}

} // namespace onestop::hub
