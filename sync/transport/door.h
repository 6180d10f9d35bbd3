// SPDX-License-Identifier: Apache-2.0
// What passes a door of the hub: a whole request in, a whole answer or an event stream out. Nothing of sockets, so
// that the doors' handlers are plain functions and their tests need no network.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "sync/crypto/crypto.h"
#include "sync/events/clock.h"
#include "sync/transport/event_stream.h"
#include "sync/transport/message.h"

namespace onestop::transport {

/// What the client's verified certificate says beside its name.
struct PeerCertificate {
    events::WallTime not_before{};
    events::WallTime not_after{}; ///< may be over where the door lets it (DoorConfig::Clients::Known)
    crypto::Digest key_sha256{};  ///< of the SubjectPublicKeyInfo
};

struct ServerRequest {
    std::string method; ///< GET, POST, …; HEAD arrives as GET and is answered without its body
    std::string path;   ///< decoded, without the query; "/../" is still to be refused by whoever opens files
    std::string query;  ///< as sent
    std::vector<Header> headers;
    std::string body;
    std::string peer; ///< common name of the client's verified certificate; empty without mutual TLS
    std::optional<PeerCertificate> certificate; ///< with `peer`
    std::string remote;                         ///< the other side's address, without its port

    std::string_view header(std::string_view name) const { return findHeader(headers, name); }
};

/// What many connections listen to. A slow listener gets the newest of each event name, never a backlog.
/// Must outlive the server's connections' use of it (held by shared_ptr).
class EventFeed {
public:
    /// To everyone who listens now; `retain`: also to everyone who begins later.
    void publish(const ServerSentEvent& event, bool retain);
    std::size_t listeners() const;
    /// How widely they should spread when they lose the stream all at once: a second, and a millisecond for each.
    std::chrono::milliseconds reconnectionTime() const;

    struct Listener {
        std::map<std::string, std::string> waiting; ///< event name → newest data
        std::function<void()> wake;
    };
    std::shared_ptr<Listener> listen();

private:
    void forgetWhoLeft();

    std::vector<std::weak_ptr<Listener>> listeners_;
    std::map<std::string, std::string> retained_;
};

struct LaterAnswer;

struct ServerResponse {
    unsigned status = 200;
    std::vector<Header> headers;
    std::string body;
    std::shared_ptr<EventFeed> feed;    ///< set: the answer is text/event-stream and goes on until someone leaves
    std::shared_ptr<void> held;         ///< let go when the answer has been sent, for a stream when it ends
    std::shared_ptr<LaterAnswer> later; ///< set: the answer is what is given there, and nothing else here counts
};

/// For a handler that has to wait for another thread. Both sides of it are on the thread of the door.
struct LaterAnswer {
    /// Once. `made` gives the answer, and may throw as a handler may.
    void give(std::function<ServerResponse()> made) {
        answer = std::move(made);
        if (wake) wake();
    }
    std::function<ServerResponse()> answer;
    std::function<void()> wake;
};

using Handler = std::function<ServerResponse(const ServerRequest& request)>;

} // namespace onestop::transport
