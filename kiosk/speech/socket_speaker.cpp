// SPDX-License-Identifier: Apache-2.0
// The sending end of the speaker's socket.
#include <string>
#include <utility>

#include <sys/socket.h>
#include <unistd.h>

#include "kiosk/speech/speaker.h"
#include "sync/service/local_socket.h"

namespace onestop::speech {

SocketSpeaker::SocketSpeaker(std::filesystem::path socket) : socket_(std::move(socket)) {
    if (service::localAddress(socket_)) descriptor_ = ::socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
}

SocketSpeaker::~SocketSpeaker() {
    if (descriptor_ >= 0) ::close(descriptor_);
}

bool SocketSpeaker::isPresent() const { return descriptor_ >= 0 && ::access(socket_.c_str(), W_OK) == 0; }

void SocketSpeaker::say(const Utterance& utterance) { send(formatUtterance(utterance)); }

void SocketSpeaker::set(const VoiceSetting& setting) { send(formatSetting(setting)); }

void SocketSpeaker::send(const std::string& datagram) {
    const auto address = service::localAddress(socket_);
    if (descriptor_ < 0 || !address) return;
    // A full or absent speaker loses this sentence; it stands on the screen all the same.
    (void)::sendto(descriptor_, datagram.data(), datagram.size(), MSG_NOSIGNAL,
                   reinterpret_cast<const sockaddr*>(&*address), sizeof *address);
}

} // namespace onestop::speech
