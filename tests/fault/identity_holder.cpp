// SPDX-License-Identifier: Apache-2.0
// The ID-card driver in a process of its own, for identity_memory.py and plug_cycles.py to look into from outside:
// says each state and each card, holds a card until a line on standard input lets it go. Copies nothing of it.
#include <cstdio>
#include <iostream>
#include <mutex>
#include <optional>
#include <string>

#include "drivers/id_card_reader/id_card_reader.h"
#include "drivers/usb/libusb_host.h"

namespace {

using namespace onestop::id_card_reader;

class Holder final : public ReaderListener {
public:
    void drop() {
        const std::lock_guard lock(mutex_);
        card_.reset();
    }

private:
    static void say(const char* word) {
        std::puts(word);
        std::fflush(stdout);
    }
    void readerStateChanged(ReaderState state) override {
        if (state == ReaderState::Ready) say("ready");
        if (state == ReaderState::Absent) say("absent");
        if (state == ReaderState::NotAnswering) say("silent");
    }
    void cardRead(IdCard&& card) override {
        {
            const std::lock_guard lock(mutex_);
            card_.emplace(std::move(card));
        }
        say("card");
    }
    void cardRemoved() override { say("removed"); }
    void readFailed(ReadFailure) override { say("failed"); }

    std::mutex mutex_;
    std::optional<IdCard> card_;
};

} // namespace

int main() {
    Holder holder;
    onestop::usb::LibusbHost host;
    const IdCardReader reader(host, {}, holder);
    for (std::string line; std::getline(std::cin, line);) {
        holder.drop();
        std::puts("dropped");
        std::fflush(stdout);
    }
}
