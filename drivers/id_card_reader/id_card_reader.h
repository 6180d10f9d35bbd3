// SPDX-License-Identifier: Apache-2.0
// The ID-card reader as the kiosk knows it: a state, cards that overwrite themselves, and failures in words.
// Everything about bytes is in sam_frame.h and card_text.h, everything about order in reader_machine.h.
#pragma once

#include <memory>
#include <string>

#include "drivers/id_card_reader/id_card.h"
#include "drivers/id_card_reader/reader_machine.h"
#include "drivers/usb/usb_host.h"

namespace onestop::id_card_reader {

struct ReaderConfig {
    /// Ids that may be readers; each is proved by protocol. 0400:c35a is shared by vendors.
    std::vector<usb::DeviceId> ids{{0x0400, 0xc35a}, {0x0483, 0x5652}};
    std::string port;      ///< only in this socket ("1-1.2"); empty: anywhere
    MachineConfig polling; ///< how often it looks for a card
};

/// All calls on the USB thread. Callbacks must not block it.
class ReaderListener {
public:
    virtual ~ReaderListener() = default;
    virtual void readerStateChanged(ReaderState state) = 0;
    /// A card was read: yours to keep for at most 120 s; it overwrites itself when it goes.
    virtual void cardRead(IdCard&& card) = 0;
    /// The card dealt with last (read or failed) was lifted, or its reader went.
    virtual void cardRemoved() = 0;
    virtual void readFailed(ReadFailure failure) = 0;
};

/// Works from its construction to its destruction; whatever the device does, it never fails and never blocks.
class IdCardReader {
public:
    IdCardReader(usb::UsbHost& host, ReaderConfig config, ReaderListener& listener);
    ~IdCardReader();

    /// Somebody is at the kiosk: cards are looked for at the quick pace from now on. From any thread; does not wait.
    void expectCard();

    /// The SAM's number once a reader was proved, for technicians; else empty. From any thread; waits.
    std::string samId();

private:
    class Shell;
    usb::UsbHost& host_;
    std::shared_ptr<Shell> shell_; ///< shared only with posts that are under way
};

} // namespace onestop::id_card_reader
