// SPDX-License-Identifier: Apache-2.0
// The sending end of the speaker's socket.
#include <algorithm>
#include <string>
#include <utility>

#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include "kiosk/speech/speaker.h"

namespace onestop::speech {

SocketSpeaker::SocketSpeaker(std::filesystem::path socket) : socket_(std::move(socket)) {
    const std::size_t length = socket_.native().size();
    if (length > 0 && length < sizeof(sockaddr_un::sun_path))
        descriptor_ = ::socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
}

SocketSpeaker::~SocketSpeaker() {
    if (descriptor_ >= 0) ::close(descriptor_);
}

bool SocketSpeaker::isPresent() const { return descriptor_ >= 0 && ::access(socket_.c_str(), W_OK) == 0; }

void SocketSpeaker::say(const Utterance& utterance) {
    if (descriptor_ < 0) return;
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    std::ranges::copy(socket_.native(), address.sun_path);
    const std::string datagram = formatUtterance(utterance);
    // A full or absent speaker loses this sentence; it stands on the screen all the same.
    (void)::sendto(descriptor_, datagram.data(), datagram.size(), MSG_NOSIGNAL,
                   reinterpret_cast<const sockaddr*>(&address), sizeof address);
}

} // namespace onestop::speech
