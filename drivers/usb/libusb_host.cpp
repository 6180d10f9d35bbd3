// SPDX-License-Identifier: Apache-2.0
#include "drivers/usb/libusb_host.h"

#include <algorithm>
#include <atomic>
#include <condition_variable>
#include <deque>
#include <future>
#include <map>
#include <mutex>
#include <thread>

#include "drivers/usb/libusb_device.h"

namespace onestop::usb {
namespace {

constexpr milliseconds kBusRetry{5000};
constexpr milliseconds kOpenRetryFirst{200}; // udev may still be setting the rights of a new node
constexpr milliseconds kOpenRetryMost{5000};
constexpr milliseconds kLostRetry{500};
constexpr milliseconds kLongest{3'600'000};

milliseconds monotonicNow() {
    return std::chrono::duration_cast<milliseconds>(std::chrono::steady_clock::now().time_since_epoch());
}

} // namespace

/// Everything of the USB thread. Only the queue of posted calls is shared.
class LibusbHost::Bus final : public LibusbDeviceOwner {
public:
    Bus() : thread_([this] { work(); }) {}
    ~Bus() {
        post([this] { stopping_ = true; });
        thread_.join();
    }

    void post(std::function<void()> call) {
        const std::lock_guard lock(mutex_);
        posted_.push_back(std::move(call));
        if (onThread()) return;
        posted_changed_.notify_one();
        if (context_ != nullptr) libusb_interrupt_event_handler(context_);
    }
    bool onThread() const { return std::this_thread::get_id() == thread_id_.load(); }

    TimerId after(milliseconds delay, std::function<void()> call) {
        timers_[++last_timer_] = {monotonicNow() + delay, std::move(call)};
        return last_timer_;
    }
    void cancelTimer(TimerId timer) { timers_.erase(timer); }

    void attach(DeviceClient& client, DeviceMatcher matcher) {
        clients_.push_back({&client, std::move(matcher), nullptr});
        if (bus_failed_) client.refused(AccessFailure::NoBus);
    }
    void detach(DeviceClient& client) {
        const auto found = std::find_if(clients_.begin(), clients_.end(), [&](auto& c) { return c.client == &client; });
        if (found == clients_.end()) return;
        if (found->held != nullptr) found->held->close(milliseconds(0));
        clients_.erase(found);
        for (auto& [device, candidate] : candidates_)
            candidate.offers.erase(&client);
    }
    std::vector<DeviceDescription> devices() {
        takeArrivals(); // a bus that has just started has noted its devices and taken none
        std::vector<DeviceDescription> all;
        for (const auto& [device, candidate] : candidates_)
            all.push_back(candidate.description);
        return all;
    }

    void defer(std::function<void()> call) override { post(std::move(call)); }
    void deviceClosed(libusb_device* device, milliseconds offer_again_after) override {
        for (auto& client : clients_) {
            if (client.held == nullptr || client.held->raw() != device) continue;
            client.held = nullptr;
            if (const auto found = candidates_.find(device); found != candidates_.end())
                found->second.offers[client.client].due = monotonicNow() + offer_again_after;
        }
    }
    void deviceLost(libusb_device* device) override {
        post([this, device] {
            if (const auto found = candidates_.find(device); found != candidates_.end()) lose(device, kLostRetry);
        });
    }

private:
    struct Client {
        DeviceClient* client;
        DeviceMatcher matcher;
        LibusbDevice* held;
    };
    struct Offer {
        milliseconds due{0};
        milliseconds next_retry = kOpenRetryFirst;
        bool known = false; ///< the client was shown it: it must hear when it leaves
    };
    struct Candidate {
        DeviceDescription description;
        std::uint64_t arrival = 0;
        std::map<DeviceClient*, Offer> offers;
    };
    struct Arrival {
        libusb_device* device;
        bool arrived;
    };
    struct PendingTimer {
        milliseconds due;
        std::function<void()> call;
    };

    void work() {
        thread_id_ = std::this_thread::get_id();
        while (!stopping_) {
            if (context_ == nullptr) startBus();
            runPosted();
            takeArrivals();
            runTimers();
            destroyIdle();
            const milliseconds next_offer = offerAll();
            if (!stopping_) waitForEvents(next_offer);
        }
        stopBus();
    }

    void startBus() {
        if (monotonicNow() < bus_retry_at_) return;
        libusb_context* context = nullptr;
        int error = libusb_init(&context);
        if (error == LIBUSB_SUCCESS) {
            const int events = LIBUSB_HOTPLUG_EVENT_DEVICE_ARRIVED | LIBUSB_HOTPLUG_EVENT_DEVICE_LEFT;
            error = libusb_hotplug_register_callback(context, events, LIBUSB_HOTPLUG_ENUMERATE,
                                                     LIBUSB_HOTPLUG_MATCH_ANY, LIBUSB_HOTPLUG_MATCH_ANY,
                                                     LIBUSB_HOTPLUG_MATCH_ANY, hotplug, this, nullptr);
            if (error != LIBUSB_SUCCESS) libusb_exit(context);
        }
        if (error == LIBUSB_SUCCESS) {
            const std::lock_guard lock(mutex_);
            context_ = context;
            bus_failed_ = false;
            return;
        }
        bus_retry_at_ = monotonicNow() + kBusRetry;
        if (!std::exchange(bus_failed_, true))
            for (auto& client : std::vector(clients_))
                client.client->refused(AccessFailure::NoBus);
    }

    void stopBus() {
        for (auto& device : open_)
            device->shut();
        while (!open_.empty()) {
            runPosted();
            destroyIdle();
            timeval wait{0, 20'000};
            if (!open_.empty()) libusb_handle_events_timeout_completed(context_, &wait, nullptr);
        }
        for (auto& [device, arrived] : arrivals_)
            libusb_unref_device(device);
        for (auto& [device, candidate] : candidates_)
            libusb_unref_device(device);
        libusb_context* context = nullptr;
        {
            const std::lock_guard lock(mutex_);
            context = std::exchange(context_, nullptr);
        }
        if (context != nullptr) libusb_exit(context);
    }

    void runPosted() {
        std::deque<std::function<void()>> calls;
        {
            const std::lock_guard lock(mutex_);
            calls.swap(posted_);
        }
        for (auto& call : calls)
            call();
    }

    void runTimers() {
        const milliseconds now = monotonicNow();
        std::vector<TimerId> due;
        for (const auto& [id, timer] : timers_)
            if (timer.due <= now) due.push_back(id);
        for (const TimerId id : due) {
            const auto found = timers_.find(id); // an earlier call may have cancelled it
            if (found == timers_.end()) continue;
            const auto call = std::move(found->second.call);
            timers_.erase(found);
            call();
        }
    }

    // libusb forbids opening inside the hotplug callback: note it, act in the loop.
    static int LIBUSB_CALL hotplug(libusb_context*, libusb_device* device, libusb_hotplug_event event, void* bus) {
        static_cast<Bus*>(bus)->arrivals_.push_back(
            {libusb_ref_device(device), event == LIBUSB_HOTPLUG_EVENT_DEVICE_ARRIVED});
        return 0;
    }

    void takeArrivals() {
        while (!arrivals_.empty()) {
            const auto [device, arrived] = arrivals_.front();
            arrivals_.pop_front();
            if (!arrived) {
                leave(device);
            } else if (auto description = describe(device); description.device_class != LIBUSB_CLASS_HUB) {
                if (candidates_.emplace(device, Candidate{std::move(description), ++last_arrival_, {}}).second)
                    libusb_ref_device(device);
            }
            libusb_unref_device(device);
        }
    }

    void lose(libusb_device* device, milliseconds offer_again_after) {
        for (std::size_t i = 0; i < clients_.size(); ++i) {
            if (clients_[i].held == nullptr || clients_[i].held->raw() != device) continue;
            DeviceClient* const client = clients_[i].client;
            clients_[i].held->close(offer_again_after);
            if (const auto found = candidates_.find(device); found != candidates_.end())
                found->second.offers[client].known = false;
            client->gone();
            return;
        }
    }

    void leave(libusb_device* device) {
        lose(device, milliseconds(0));
        auto candidate = candidates_.extract(device);
        if (candidate.empty()) return;
        for (const auto& [client, offer] : candidate.mapped().offers)
            if (offer.known && waitsForNothingElse(client)) client->gone();
        libusb_unref_device(device);
    }
    bool waitsForNothingElse(DeviceClient* client) const {
        const bool holds = std::any_of(clients_.begin(), clients_.end(),
                                       [&](const auto& c) { return c.client == client && c.held != nullptr; });
        const auto knows = [&](const auto& entry) {
            const auto found = entry.second.offers.find(client);
            return found != entry.second.offers.end() && found->second.known;
        };
        return !holds && std::none_of(candidates_.begin(), candidates_.end(), knows);
    }

    void destroyIdle() {
        std::erase_if(open_, [](const auto& device) { return device->isShut() && device->idle(); });
    }
    bool isOpen(libusb_device* device) const {
        return std::any_of(open_.begin(), open_.end(), [&](const auto& open) { return open->raw() == device; });
    }

    /// Offers every free client its next candidate; returns when the next offer falls due.
    milliseconds offerAll() {
        milliseconds next = kLongest;
        for (std::size_t i = 0; i < clients_.size(); ++i) {
            if (clients_[i].held != nullptr) continue;
            const auto best = bestCandidate(clients_[i]);
            if (best == nullptr) continue;
            const milliseconds wait = candidates_.at(best).offers[clients_[i].client].due - monotonicNow();
            if (wait <= milliseconds(0)) {
                open(clients_[i], best);
                next = milliseconds(0);
            } else {
                next = std::min(next, wait);
            }
        }
        return next;
    }

    libusb_device* bestCandidate(const Client& client) {
        libusb_device* best = nullptr;
        std::pair<milliseconds, std::uint64_t> best_order{};
        for (auto& [device, candidate] : candidates_) {
            if (isOpen(device) || !client.matcher.matches(candidate.description)) continue;
            const std::pair order{candidate.offers[client.client].due, candidate.arrival};
            if (best != nullptr && order >= best_order) continue;
            best = device;
            best_order = order;
        }
        return best;
    }

    void open(Client& client, libusb_device* raw) {
        auto& candidate = candidates_.at(raw);
        auto& offer = candidate.offers[client.client];
        offer.known = true;
        libusb_device_handle* handle = nullptr;
        const int error = libusb_open(raw, &handle);
        if (error != LIBUSB_SUCCESS) {
            offer.due = monotonicNow() + offer.next_retry;
            offer.next_retry = std::min(offer.next_retry * 2, kOpenRetryMost);
            client.client->refused(accessFailureOf(error));
            return;
        }
        offer.next_retry = kOpenRetryFirst;
        open_.push_back(std::make_unique<LibusbDevice>(*this, handle, candidate.description));
        client.held = open_.back().get();
        client.client->opened(*client.held);
    }

    void waitForEvents(milliseconds longest) {
        milliseconds wait = longest;
        const milliseconds now = monotonicNow();
        for (const auto& [id, timer] : timers_)
            wait = std::min(wait, std::max(timer.due - now, milliseconds(0)));
        std::unique_lock lock(mutex_);
        if (!posted_.empty() || !arrivals_.empty()) return;
        if (context_ == nullptr) {
            wait = std::min(wait, std::max(bus_retry_at_ - now, milliseconds(0)));
            posted_changed_.wait_for(lock, wait);
            return;
        }
        lock.unlock(); // a post from now on interrupts the handler, also when it comes first
        timeval timeout{wait.count() / 1000, (wait.count() % 1000) * 1000};
        libusb_handle_events_timeout_completed(context_, &timeout, nullptr);
    }

    std::mutex mutex_;
    std::condition_variable posted_changed_;
    std::deque<std::function<void()>> posted_;
    libusb_context* context_ = nullptr; ///< written by the thread under the mutex

    bool stopping_ = false;
    bool bus_failed_ = false;
    milliseconds bus_retry_at_{0};
    std::map<TimerId, PendingTimer> timers_;
    TimerId last_timer_ = 0;
    std::vector<Client> clients_;
    std::deque<Arrival> arrivals_;
    std::map<libusb_device*, Candidate> candidates_;
    std::uint64_t last_arrival_ = 0;
    std::vector<std::unique_ptr<LibusbDevice>> open_;
    std::atomic<std::thread::id> thread_id_{};
    std::thread thread_; ///< last: everything above stands when it starts
};

LibusbHost::LibusbHost() : bus_(std::make_unique<Bus>()) {}
LibusbHost::~LibusbHost() = default;

milliseconds LibusbHost::now() const { return monotonicNow(); }
TimerId LibusbHost::after(milliseconds delay, std::function<void()> call) {
    return bus_->after(delay, std::move(call));
}
void LibusbHost::cancelTimer(TimerId timer) { bus_->cancelTimer(timer); }
void LibusbHost::post(std::function<void()> call) { bus_->post(std::move(call)); }

void LibusbHost::run(std::function<void()> call) {
    if (bus_->onThread()) {
        call();
        return;
    }
    std::promise<void> ran;
    bus_->post([&] {
        call();
        ran.set_value();
    });
    ran.get_future().wait();
}

void LibusbHost::attach(DeviceClient& client, DeviceMatcher matcher) {
    bus_->post([this, &client, matcher = std::move(matcher)] { bus_->attach(client, matcher); });
}
void LibusbHost::detach(DeviceClient& client) {
    run([&] { bus_->detach(client); });
}
std::vector<DeviceDescription> LibusbHost::devices() {
    std::vector<DeviceDescription> all;
    run([&] { all = bus_->devices(); });
    return all;
}

} // namespace onestop::usb
