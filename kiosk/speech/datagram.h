// SPDX-License-Identifier: Apache-2.0
// One datagram of the speaker's socket, with what the kernel carries beside it: the end of a pipe, which the speaker
// holds until the words were said. Nobody answers and nobody is waited for: whether it is held the kernel knows, also
// when the speaker was killed.
#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <string>

#include <sys/un.h>

namespace onestop::speech {

/// `until_said`: a descriptor that goes along; -1: none. False: it did not get there.
bool sendDatagram(int socket, const sockaddr_un& to, const std::string& datagram, int until_said);

struct ReceivedDatagram {
    std::string text;
    std::shared_ptr<const void> until_said; ///< closes what came along with its last copy; null when nothing came
};
/// Absent: nothing is there to read. At most `bytes_most` of it.
std::optional<ReceivedDatagram> receiveDatagram(int socket, std::size_t bytes_most);

} // namespace onestop::speech
