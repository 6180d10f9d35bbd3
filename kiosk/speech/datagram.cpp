// SPDX-License-Identifier: Apache-2.0
#include "kiosk/speech/datagram.h"

#include <cstring>

#include <sys/socket.h>
#include <unistd.h>

namespace onestop::speech {

namespace {

/// A descriptor that came from elsewhere.
class Held {
public:
    explicit Held(int descriptor) : descriptor_(descriptor) {}
    ~Held() { ::close(descriptor_); }
    Held(const Held&) = delete;
    Held& operator=(const Held&) = delete;

private:
    int descriptor_;
};

/// Room for one descriptor beside the bytes. CMSG_SPACE has room for two by its alignment, CMSG_LEN does not: the
/// kernel itself closes a second one.
struct OneDescriptor {
    alignas(cmsghdr) char bytes[CMSG_SPACE(sizeof(int))] = {};
};
constexpr std::size_t kOneDescriptor = CMSG_LEN(sizeof(int));

} // namespace

bool sendDatagram(int socket, const sockaddr_un& to, const std::string& datagram, int until_said) {
    sockaddr_un address = to;
    iovec part{const_cast<char*>(datagram.data()), datagram.size()};
    OneDescriptor beside;
    msghdr message{};
    message.msg_name = &address;
    message.msg_namelen = sizeof address;
    message.msg_iov = &part;
    message.msg_iovlen = 1;
    if (until_said >= 0) {
        message.msg_control = beside.bytes;
        message.msg_controllen = kOneDescriptor;
        cmsghdr* const header = CMSG_FIRSTHDR(&message);
        header->cmsg_level = SOL_SOCKET;
        header->cmsg_type = SCM_RIGHTS;
        header->cmsg_len = kOneDescriptor;
        std::memcpy(CMSG_DATA(header), &until_said, sizeof until_said);
    }
    return ::sendmsg(socket, &message, MSG_NOSIGNAL) >= 0;
}

std::optional<ReceivedDatagram> receiveDatagram(int socket, std::size_t bytes_most) {
    ReceivedDatagram received;
    received.text.resize(bytes_most);
    iovec part{received.text.data(), received.text.size()};
    OneDescriptor beside;
    msghdr message{};
    message.msg_iov = &part;
    message.msg_iovlen = 1;
    message.msg_control = beside.bytes;
    message.msg_controllen = kOneDescriptor;
    const auto length = ::recvmsg(socket, &message, MSG_CMSG_CLOEXEC);
    if (length < 0) return std::nullopt;
    received.text.resize(static_cast<std::size_t>(length));
    const cmsghdr* const header = CMSG_FIRSTHDR(&message);
    if (header != nullptr && header->cmsg_level == SOL_SOCKET && header->cmsg_type == SCM_RIGHTS) {
        int descriptor = -1;
        std::memcpy(&descriptor, CMSG_DATA(header), sizeof descriptor);
        received.until_said = std::make_shared<const Held>(descriptor);
    }
    return received;
}

} // namespace onestop::speech
