// SPDX-License-Identifier: Apache-2.0
// The sending end of the speaker's socket.
#include <string>
#include <utility>

#include <fcntl.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include "kiosk/speech/datagram.h"
#include "kiosk/speech/speaker.h"
#include "sync/service/local_socket.h"

namespace onestop::speech {

SocketSpeaker::SocketSpeaker(std::filesystem::path socket) : socket_(std::move(socket)) {
    if (service::localAddress(socket_)) descriptor_ = ::socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
}

SocketSpeaker::~SocketSpeaker() {
    forgetPage();
    if (descriptor_ >= 0) ::close(descriptor_);
}

bool SocketSpeaker::isPresent() const { return descriptor_ >= 0 && ::access(socket_.c_str(), W_OK) == 0; }

void SocketSpeaker::forgetPage() {
    if (page_end_ >= 0) ::close(std::exchange(page_end_, -1));
}

void SocketSpeaker::say(const Utterance& utterance) {
    using enum UtteranceKind;
    if (utterance.kind == Call || utterance.kind == Help || utterance.kind == Press)
        return send(formatUtterance(utterance));
    forgetPage();
    int ends[2]{-1, -1};
    if (utterance.kind != Stop && ::pipe2(ends, O_CLOEXEC) == 0) page_end_ = ends[0];
    send(formatUtterance(utterance), ends[1]);
    if (ends[1] >= 0) ::close(ends[1]); // from here on the speaker's is the only one; or none, if nobody got it
}

bool SocketSpeaker::isSaying() const {
    pollfd page{page_end_, 0, 0}; // hung up: nobody holds the other end any more
    return page_end_ >= 0 && ::poll(&page, 1, 0) == 0;
}

void SocketSpeaker::set(const VoiceSetting& setting) { send(formatSetting(setting)); }

void SocketSpeaker::send(const std::string& datagram, int until_said) {
    const auto address = service::localAddress(socket_);
    if (descriptor_ < 0 || !address) return;
    // A full or absent speaker loses this sentence; it stands on the screen all the same.
    (void)sendDatagram(descriptor_, *address, datagram, until_said);
}

} // namespace onestop::speech
