// SPDX-License-Identifier: Apache-2.0
// A bus in memory: the same offers, transfers and deadlines as the real one, with a clock that the test turns.
// Single-threaded: run() and post() act in the test's thread, everything else inside advance().
#pragma once

#include <algorithm>
#include <deque>
#include <list>
#include <map>
#include <memory>
#include <optional>

#include "drivers/usb/usb_host.h"

namespace onestop::usb {

/// The device's side of its endpoints.
class MemoryModel {
public:
    virtual ~MemoryModel() = default;
    /// False: the endpoint NAKs and the transfer waits until its deadline.
    virtual bool out(std::uint8_t endpoint, std::span<const std::uint8_t> data) = 0;
    /// The next packet, if there is one; asked again after every step.
    virtual std::optional<Bytes> in(std::uint8_t endpoint) = 0;
    /// True: this control request is never answered.
    virtual bool hangs(const ControlSetup& setup) {
        (void)setup;
        return false;
    }
    /// Answer to a control request (empty for OUT); nullopt stalls.
    virtual std::optional<Bytes> control(const ControlSetup& setup, std::span<const std::uint8_t> data) {
        (void)setup, (void)data;
        return std::nullopt;
    }
};

class MemoryHost final : public UsbHost {
public:
    milliseconds now() const override { return now_; }
    TimerId after(milliseconds delay, std::function<void()> call) override {
        timers_[++last_timer_] = {now_ + delay, std::move(call)};
        return last_timer_;
    }
    void cancelTimer(TimerId timer) override { timers_.erase(timer); }
    void post(std::function<void()> call) override { posted_.push_back(std::move(call)); }
    void run(std::function<void()> call) override { call(); }

    void attach(DeviceClient& client, DeviceMatcher matcher) override {
        clients_.push_back({&client, std::move(matcher), nullptr});
    }
    void detach(DeviceClient& client) override {
        std::erase_if(clients_, [&](Client& c) {
            if (c.client == &client && c.held != nullptr) c.held->shut = true;
            return c.client == &client;
        });
    }
    std::vector<DeviceDescription> devices() override {
        std::vector<DeviceDescription> all;
        for (const auto& plugged : plugged_)
            all.push_back(plugged->description);
        return all;
    }

    /// Puts a device into the socket named by description.port.
    void plug(DeviceDescription description, std::shared_ptr<MemoryModel> model) {
        plugged_.push_back(std::make_shared<Plugged>(Plugged{std::move(description), std::move(model), {}, {}}));
        settle();
    }
    void unplug(const std::string& port) {
        const auto found = std::find_if(plugged_.begin(), plugged_.end(),
                                        [&](const auto& plugged) { return plugged->description.port == port; });
        const auto plugged = *found;
        plugged_.erase(found);
        for (std::size_t i = 0; i < clients_.size(); ++i) {
            if (clients_[i].held == nullptr || clients_[i].held->plugged != plugged) continue;
            const auto held = clients_[i].held;
            plugged->due.erase(clients_[i].client);
            for (auto& transfer : std::exchange(held->flying, {}))
                if (!held->shut) transfer.done({TransferStatus::Gone, {}, 0});
            const bool told = held->shut;
            held->shut = true;
            clients_[i].held = nullptr;
            if (!told) clients_[i].client->gone();
        }
        for (std::size_t i = 0; i < clients_.size(); ++i)
            if (clients_[i].held == nullptr && plugged->due.count(clients_[i].client) > 0) clients_[i].client->gone();
        settle();
    }
    /// Every open of this socket fails until nullopt is given.
    void refuseOpen(const std::string& port, std::optional<AccessFailure> failure) {
        for (auto& plugged : plugged_)
            if (plugged->description.port == port) plugged->refusal = failure;
    }

    /// Lets time pass: transfers, deadlines, timers and offers happen in their order.
    void advance(milliseconds length) {
        const milliseconds end = now_ + length;
        settle();
        while (const auto next = nextDue(end)) {
            now_ = std::max(now_, *next);
            fireDue();
            settle();
        }
        now_ = end;
    }
    /// Until `done` holds, at most `longest`; false when it never did.
    bool advanceUntil(const std::function<bool()>& done, milliseconds longest) {
        const milliseconds end = now_ + longest;
        settle();
        while (!done()) {
            const auto next = nextDue(end);
            if (!next) return false;
            now_ = std::max(now_, *next);
            fireDue();
            settle();
        }
        return true;
    }

private:
    struct Plugged {
        DeviceDescription description;
        std::shared_ptr<MemoryModel> model;
        std::optional<AccessFailure> refusal;
        std::map<DeviceClient*, milliseconds> due;
    };
    struct Transfer {
        std::uint8_t endpoint = 0;
        bool is_control = false;
        ControlSetup setup;
        Bytes buffer;
        milliseconds due{0}; ///< zero: no deadline
        TransferDone done;
    };

    struct Device final : UsbDevice {
        Device(MemoryHost& owner, std::shared_ptr<Plugged> in_socket) : host(owner), plugged(std::move(in_socket)) {}
        const DeviceDescription& description() const override { return plugged->description; }
        tl::expected<void, AccessFailure> claim(std::uint8_t) override { return {}; }
        tl::expected<void, AccessFailure> setAlternate(std::uint8_t, std::uint8_t) override { return {}; }
        void out(std::uint8_t endpoint, Bytes data, milliseconds deadline, TransferDone done) override {
            fly({endpoint, false, {}, std::move(data), dueAfter(deadline), std::move(done)});
        }
        void in(std::uint8_t endpoint, std::size_t capacity, milliseconds deadline, TransferDone done) override {
            fly({endpoint, false, {}, Bytes(capacity), dueAfter(deadline), std::move(done)});
        }
        void controlOut(const ControlSetup& setup, Bytes data, milliseconds deadline, TransferDone done) override {
            fly({0, true, setup, std::move(data), dueAfter(deadline), std::move(done)});
        }
        void controlIn(const ControlSetup& setup, std::uint16_t length, milliseconds deadline,
                       TransferDone done) override {
            fly({0, true, setup, Bytes(length), dueAfter(deadline), std::move(done)});
        }
        void cancel(std::uint8_t endpoint) override {
            flying.remove_if([&](const Transfer& t) { return !t.is_control && t.endpoint == endpoint; });
        }
        void clearHalt(std::uint8_t) override {}
        void close(milliseconds offer_again_after) override {
            shut = true;
            flying.clear();
            for (auto& client : host.clients_) {
                if (client.held.get() != this) continue;
                plugged->due[client.client] = host.now_ + offer_again_after;
                host.closed_.push_back(std::move(client.held));
                client.held = nullptr;
            }
        }
        milliseconds dueAfter(milliseconds deadline) const {
            return deadline == milliseconds(0) ? deadline : host.now_ + deadline;
        }
        void fly(Transfer transfer) {
            if (!shut) flying.push_back(std::move(transfer));
        }

        MemoryHost& host;
        std::shared_ptr<Plugged> plugged;
        std::list<Transfer> flying;
        bool shut = false;
    };
    struct Client {
        DeviceClient* client;
        DeviceMatcher matcher;
        std::shared_ptr<Device> held;
    };

    void settle() {
        while (runPosted() || offer() || completeOne()) {
        }
        closed_.clear();
    }
    bool runPosted() {
        const auto calls = std::exchange(posted_, {});
        for (const auto& call : calls)
            call();
        return !calls.empty();
    }
    bool offer() {
        for (std::size_t i = 0; i < clients_.size(); ++i) {
            if (clients_[i].held != nullptr) continue;
            for (auto& plugged : plugged_) {
                DeviceClient* const client = clients_[i].client;
                if (!clients_[i].matcher.matches(plugged->description) || isLater(*plugged, client)) continue;
                if (plugged->refusal) {
                    plugged->due[client] = now_ + milliseconds(200);
                    client->refused(*plugged->refusal);
                    return true;
                }
                auto device = std::make_shared<Device>(*this, plugged);
                clients_[i].held = device;
                client->opened(*device);
                return true;
            }
        }
        return false;
    }
    bool isLater(const Plugged& plugged, DeviceClient* client) const {
        const auto found = plugged.due.find(client);
        return found != plugged.due.end() && found->second > now_;
    }
    bool completeOne() {
        for (std::size_t i = 0; i < clients_.size(); ++i) {
            const auto device = clients_[i].held;
            if (device == nullptr) continue;
            for (auto at = device->flying.begin(); at != device->flying.end(); ++at) {
                auto result = attempt(*device, *at);
                if (!result) continue;
                Transfer transfer = std::move(*at);
                device->flying.erase(at);
                finish(transfer, *result);
                return true;
            }
        }
        return false;
    }
    struct Attempt {
        TransferStatus status;
        Bytes received;
    };
    static std::optional<Attempt> attempt(Device& device, Transfer& transfer) {
        auto& model = *device.plugged->model;
        if (transfer.is_control) {
            if (model.hangs(transfer.setup)) return std::nullopt;
            auto answer = model.control(transfer.setup, transfer.buffer);
            if (!answer) return Attempt{TransferStatus::Stalled, {}};
            return Attempt{TransferStatus::Done, std::move(*answer)};
        }
        if ((transfer.endpoint & 0x80) == 0) {
            if (!model.out(transfer.endpoint, transfer.buffer)) return std::nullopt;
            return Attempt{TransferStatus::Done, {}};
        }
        auto packet = model.in(transfer.endpoint);
        if (!packet) return std::nullopt;
        return Attempt{TransferStatus::Done, std::move(*packet)};
    }
    static void finish(Transfer& transfer, Attempt& attempt) {
        const bool is_in =
            transfer.is_control ? (transfer.setup.request_type & 0x80) != 0 : (transfer.endpoint & 0x80) != 0;
        if (!is_in) return transfer.done({attempt.status, {}, transfer.buffer.size()});
        const std::size_t count = std::min(attempt.received.size(), transfer.buffer.size());
        transfer.done({attempt.status, std::span(attempt.received).first(count), count});
    }
    std::optional<milliseconds> nextDue(milliseconds end) const {
        std::optional<milliseconds> next;
        const auto consider = [&](milliseconds due) {
            if (due <= end && (!next || due < *next)) next = due;
        };
        for (const auto& [id, timer] : timers_)
            consider(timer.first);
        for (const auto& client : clients_) {
            if (client.held != nullptr) {
                for (const auto& transfer : client.held->flying)
                    if (transfer.due != milliseconds(0)) consider(transfer.due);
                continue;
            }
            for (const auto& plugged : plugged_) {
                const auto found = plugged->due.find(client.client);
                if (found != plugged->due.end() && found->second > now_ && client.matcher.matches(plugged->description))
                    consider(found->second);
            }
        }
        return next;
    }
    void fireDue() {
        for (std::size_t i = 0; i < clients_.size(); ++i) {
            const auto device = clients_[i].held;
            if (device == nullptr) continue;
            for (auto at = device->flying.begin(); at != device->flying.end(); ++at) {
                if (at->due == milliseconds(0) || at->due > now_) continue;
                Transfer transfer = std::move(*at);
                device->flying.erase(at);
                transfer.done({TransferStatus::TimedOut, {}, 0});
                return;
            }
        }
        for (auto at = timers_.begin(); at != timers_.end(); ++at) {
            if (at->second.first > now_) continue;
            const auto call = std::move(at->second.second);
            timers_.erase(at);
            call();
            return;
        }
    }

    milliseconds now_{1000};
    std::map<TimerId, std::pair<milliseconds, std::function<void()>>> timers_;
    TimerId last_timer_ = 0;
    std::vector<std::function<void()>> posted_;
    std::vector<Client> clients_;
    std::vector<std::shared_ptr<Device>> closed_;
    std::vector<std::shared_ptr<Plugged>> plugged_;
};

} // namespace onestop::usb
