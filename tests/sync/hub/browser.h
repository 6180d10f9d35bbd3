// SPDX-License-Identifier: Apache-2.0
// Who stands before the hub's doors in the tests: requests as they come in, and a clerk at a counter with a browser.
#pragma once

#include <string>
#include <string_view>

#include <nlohmann/json.hpp>

#include "sync/hub/doors.h"
#include "sync/hub/staff.h"
#include "tests/sync/hub/rehearsal.h"

namespace onestop::hub::rehearsal {

using nlohmann::json;
using transport::ServerRequest;
using transport::ServerResponse;

inline constexpr std::string_view kPassword = "a long password";

inline ServerRequest get(std::string path) {
    ServerRequest request;
    request.method = "GET";
    request.path = std::move(path);
    request.remote = "10.0.0.9";
    return request;
}

inline ServerRequest post(std::string path, const json& body = json::object()) {
    auto request = get(std::move(path));
    request.method = "POST";
    request.headers = {{"Content-Type", "application/json"}};
    request.body = body.dump();
    return request;
}

/// A person at a counter with a browser.
class Browser {
public:
    explicit Browser(Lobby& lobby) : lobby_(lobby) {}

    unsigned signIn(std::string_view login, std::string_view password) {
        const auto answer = staffDoor(lobby_.hub, post("/staff/login", {{"login", login}, {"password", password}}));
        for (const auto& header : answer.headers) {
            if (header.name == "Set-Cookie") cookie_ = header.value.substr(0, header.value.find(';'));
        }
        if (answer.status == 200) csrf_ = json::parse(answer.body)["csrf"];
        return answer.status;
    }
    ServerResponse press(const std::string& verb, const json& body = json::object()) {
        auto request = post("/staff/" + verb, body);
        request.headers.push_back({"Cookie", cookie_});
        request.headers.push_back({"Onestop-Csrf", csrf_});
        return staffDoor(lobby_.hub, request);
    }
    ServerResponse look(const std::string& path) {
        auto request = get(path);
        request.headers.push_back({"Cookie", cookie_});
        return staffDoor(lobby_.hub, request);
    }
    std::string cookie_, csrf_;

private:
    Lobby& lobby_;
};

inline void employ(Lobby& lobby, const std::string& login, int counter) {
    putAccount(lobby.database(), {login, "李某", Role::Clerk, counter}, kPassword, countedRandom(), lobby.clock.now());
}

inline std::string problemType(const ServerResponse& response) {
    return json::parse(response.body)
        .at("type")
        .get<std::string>()
        .substr(std::string_view("urn:onestop:problem:").size());
}

} // namespace onestop::hub::rehearsal
