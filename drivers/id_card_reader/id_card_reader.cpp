// SPDX-License-Identifier: Apache-2.0
#include "drivers/id_card_reader/id_card_reader.h"

#include <cstring>
#include <utility>

#include "drivers/id_card_reader/card_text.h"
#include "drivers/id_card_reader/wiring.h"

namespace onestop::id_card_reader {
namespace {

using usb::TransferResult;
using usb::TransferStatus;

constexpr std::size_t kReadBytes = 4096; // a multiple of every bulk packet size
constexpr milliseconds kDrainDeadline{30};
constexpr int kDrainReadsMost = 64; // a reader that never stops talking is not drained, it is given up

void overwrite(std::span<std::uint8_t> bytes) { explicit_bzero(bytes.data(), bytes.size()); }

} // namespace

/// Lives on the USB thread: carries out the machine's steps on one device.
class IdCardReader::Shell final : public usb::DeviceClient {
public:
    Shell(usb::UsbHost& host, const ReaderConfig& config, ReaderListener& listener)
        : host_(host), listener_(listener), machine_(config.polling), pause_(host), firmware_(*this) {
        host_.attach(*this, {config.ids, {}, config.port});
        // STM32 bootloader: the same readers after a failed update. Only looked at, never claimed.
        host_.attach(firmware_, {{{0x0483, 0xdf11}}, {}, config.port});
    }
    ~Shell() override {
        host_.detach(*this);
        host_.detach(firmware_);
    }

    void opened(usb::UsbDevice& device) override {
        const auto wiring = wiringOf(device.description());
        device_ = &device;
        if (!wiring) return perform(machine_.notAReader());
        wiring_ = *wiring;
        if (const auto claimed = device.claim(wiring_.interface_number); !claimed) {
            device_ = nullptr;
            device.close(milliseconds(2000));
            return refused(claimed.error());
        }
        perform(machine_.opened());
    }
    void gone() override {
        const bool card_lay_there = machine_.state() == ReaderState::CardLeft;
        device_ = nullptr;
        pause_.stop();
        parser_.wipe();
        card_.reset();
        sam_id_.clear();
        machine_.gone();
        if (card_lay_there) listener_.cardRemoved();
        publish();
    }
    void refused(usb::AccessFailure failure) override {
        if (failure == usb::AccessFailure::Gone) return;
        machine_.refused();
        publish();
    }
    void expectCard() {
        if (!machine_.expectCard() || !pause_.runs()) return;
        pause_.stop();
        perform(machine_.pauseEnded());
    }
    const std::string& samId() const { return sam_id_; }

private:
    /// A reader waiting for its vendor's tool.
    struct Firmware final : usb::DeviceClient {
        explicit Firmware(Shell& owner) : shell(owner) {}
        void opened(usb::UsbDevice&) override { set(true); }
        void gone() override { set(false); }
        void refused(usb::AccessFailure) override { set(true); }
        void set(bool is_there) {
            present = is_there;
            shell.publish();
        }
        Shell& shell;
        bool present = false;
    };

    void perform(const Step& step) {
        if (step.card_removed) listener_.cardRemoved();
        if (step.failure) listener_.readFailed(*step.failure);
        if (step.deliver_card && card_) listener_.cardRead(std::move(*card_));
        if (step.deliver_card || step.failure) card_.reset();
        publish();
        if (const auto* send = std::get_if<Send>(&step.next)) begin(*send);
        if (const auto* pause = std::get_if<Pause>(&step.next))
            pause_.start(pause->length, [this] { perform(machine_.pauseEnded()); });
        if (const auto* give_up = std::get_if<GiveUp>(&step.next)) {
            card_.reset();
            parser_.wipe();
            std::exchange(device_, nullptr)->close(give_up->offer_again_after);
        }
    }
    void publish() {
        const bool in_firmware = firmware_.present && machine_.state() == ReaderState::Absent;
        const auto state = in_firmware ? ReaderState::FirmwareMode : machine_.state();
        if (std::exchange(told_, state) != state) listener_.readerStateChanged(state);
    }

    void begin(const Send& send) {
        asked_ = send.command;
        deadline_ = send.deadline;
        parser_.wipe();
        if (send.drain_first)
            drain(wiring_.in_header, kDrainReadsMost);
        else
            write();
    }
    /// Reads an endpoint empty, then the other one, then writes.
    void drain(std::uint8_t endpoint, int reads_left) {
        device_->in(endpoint, kReadBytes, kDrainDeadline, [this, endpoint, reads_left](TransferResult result) {
            if (result.status == TransferStatus::Gone) return;
            if (result.status == TransferStatus::Stalled) device_->clearHalt(endpoint);
            if (result.status == TransferStatus::Done && reads_left > 1) return drain(endpoint, reads_left - 1);
            if (endpoint == wiring_.in_header && wiring_.isSplit()) return drain(wiring_.in_body, kDrainReadsMost);
            write();
        });
    }
    void write() {
        answer_due_ = host_.now() + deadline_;
        auto frame = encodeCommand(asked_);
        if (!wiring_.isSplit()) {
            device_->out(wiring_.out_body, std::move(frame), deadline_, [this](auto result) { written(result); });
            return;
        }
        usb::Bytes body(frame.begin() + kHeaderBytes, frame.end());
        frame.resize(kHeaderBytes);
        device_->out(wiring_.out_header, std::move(frame), deadline_, [this, body](TransferResult result) {
            if (result.status != TransferStatus::Done) return written(result);
            device_->out(wiring_.out_body, body, deadline_, [this](auto second) { written(second); });
        });
    }
    void written(const TransferResult& result) {
        if (result.status == TransferStatus::Gone) return;
        if (result.status == TransferStatus::Stalled) device_->clearHalt(wiring_.out_body);
        if (result.status != TransferStatus::Done) return perform(machine_.on(TimedOut{}));
        readMore();
    }
    void readMore() {
        const auto left = answer_due_ - host_.now();
        if (left <= milliseconds(0)) return perform(machine_.on(TimedOut{}));
        const auto endpoint = parser_.hasHeader() ? wiring_.in_body : wiring_.in_header;
        device_->in(endpoint, kReadBytes, left, [this, endpoint](TransferResult result) { arrived(endpoint, result); });
    }
    void arrived(std::uint8_t endpoint, const TransferResult& result) {
        if (result.status == TransferStatus::Gone) return;
        parser_.feed(result.data); // also what came before a deadline passed
        while (auto answer = parser_.next())
            if (answers(asked_, *answer)) return take(*answer);
        if (result.status == TransferStatus::Stalled) device_->clearHalt(endpoint);
        if (result.status != TransferStatus::Done) return perform(machine_.on(TimedOut{}));
        readMore();
    }
    void take(Answer& answer) {
        Answered answered{answer.status};
        if (answer.status == SamStatus::Ok && asked_ == Command::ReadText) answered.card_is_parsed = takeCard(answer);
        if (answer.status == SamStatus::Ok && asked_ == Command::ReadAddedAddress && card_)
            if (auto address = parseAddedAddress(answer.data)) card_->added_address = std::move(*address);
        if (answer.status == SamStatus::Ok && asked_ == Command::SamId) sam_id_ = samIdText(answer.data);
        parser_.wipe();
        perform(machine_.on(answered));
    }
    bool takeCard(Answer& answer) {
        const auto blocks = splitReadAnswer(answer.data);
        if (!blocks) return false;
        overwrite(blocks->rest); // the face, unread
        auto card = parseCardText(blocks->text);
        overwrite(blocks->text);
        if (!card) return false;
        card_.emplace(std::move(*card));
        return true;
    }

    usb::UsbHost& host_;
    ReaderListener& listener_;
    ReaderMachine machine_;
    usb::Timer pause_;
    Firmware firmware_;
    FrameParser parser_;
    usb::UsbDevice* device_ = nullptr;
    Wiring wiring_;
    Command asked_ = Command::Status;
    milliseconds deadline_{0};
    milliseconds answer_due_{0};
    std::optional<IdCard> card_; ///< between its parsing and its delivery
    std::string sam_id_;
    ReaderState told_ = ReaderState::Absent;
};

IdCardReader::IdCardReader(usb::UsbHost& host, ReaderConfig config, ReaderListener& listener) : host_(host) {
    host_.run([&] { shell_ = std::make_shared<Shell>(host_, std::move(config), listener); });
}

IdCardReader::~IdCardReader() {
    host_.run([&] { shell_.reset(); });
}

void IdCardReader::expectCard() {
    // The reader may end before the call runs, and its shell with it.
    host_.post([weak = std::weak_ptr(shell_)] {
        if (const auto shell = weak.lock()) shell->expectCard();
    });
}

std::string IdCardReader::samId() {
    std::string id;
    host_.run([&] { id = shell_->samId(); });
    return id;
}

} // namespace onestop::id_card_reader
