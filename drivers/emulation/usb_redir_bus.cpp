// SPDX-License-Identifier: Apache-2.0
// See usb_redir_bus.h.
#include "drivers/emulation/usb_redir_bus.h"

#include <array>
#include <cerrno>
#include <iostream>
#include <optional>

#include <poll.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <unistd.h>

#include "drivers/emulation/listening_socket.h"
#include "drivers/emulation/redir_device.h"

namespace onestop::emulation {

/// One device with its socket and, when there is one, its guest. Called with the models' mutex held.
class UsbRedirBus::Port {
public:
    Port(DeviceModel& model, const std::filesystem::path& socket) : model_(model), socket_(socket) {}
    ~Port() { hangUp(); }
    Port(const Port&) = delete;
    Port& operator=(const Port&) = delete;

    void setPlugged(bool plugged) {
        if (plugged_ == plugged) return;
        plugged_ = plugged;
        if (plugged) model_.plugged();
        if (guest_) plugged ? guest_->plug() : guest_->unplug();
    }
    bool isPlugged() const { return plugged_; }
    bool isEnumerated() const { return guest_ && guest_->isEnumerated(); }
    void pump() {
        if (guest_) guest_->pump();
    }

    /// What the bus's thread waits for; serve() is given what came of it.
    pollfd waits() {
        if (!guest_) return {socket_.descriptor(), POLLIN, 0};
        auto more = guest_->takeOutput();
        unsent_.insert(unsent_.end(), more.begin(), more.end());
        return {connection_, static_cast<short>(unsent_.empty() ? POLLIN : POLLIN | POLLOUT), 0};
    }
    void serve(short events) {
        if (!guest_) {
            if (events != 0) welcome();
            return;
        }
        if ((events & POLLOUT) != 0) send();
        if ((events & ~POLLOUT) != 0) receive();
    }

private:
    void welcome() {
        connection_ = ::accept4(socket_.descriptor(), nullptr, nullptr, SOCK_CLOEXEC | SOCK_NONBLOCK);
        if (connection_ < 0) return;
        guest_.emplace(model_);
        if (plugged_) guest_->plug();
    }
    void send() {
        auto count = ::send(connection_, unsent_.data(), unsent_.size(), MSG_NOSIGNAL);
        if (count > 0) unsent_.erase(unsent_.begin(), unsent_.begin() + count);
    }
    void receive() {
        std::array<std::uint8_t, 65536> part;
        auto count = ::recv(connection_, part.data(), part.size(), 0);
        if (count < 0 && (errno == EAGAIN || errno == EINTR)) return;
        if (count <= 0) return hangUp();
        if (auto read = guest_->receive(std::span(part).first(static_cast<std::size_t>(count))); !read) {
            std::cerr << "onestop-emulator: " << socket_.path().filename().string() << ": " << read.error() << "\n";
            hangUp();
        }
    }
    void hangUp() {
        guest_.reset();
        unsent_.clear();
        if (connection_ >= 0) ::close(connection_);
        connection_ = -1;
    }

    DeviceModel& model_;
    ListeningSocket socket_;
    int connection_ = -1;
    std::optional<RedirDevice> guest_;
    Bytes unsent_;
    bool plugged_ = false;
};

UsbRedirBus::UsbRedirBus(std::mutex& models, std::function<void()> changed)
    : models_(models), changed_(std::move(changed)), wake_(::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)),
      thread_([this] { run(); }) {}

UsbRedirBus::~UsbRedirBus() {
    {
        std::lock_guard lock(models_);
        ending_ = true;
    }
    wake();
    thread_.join();
    ::close(wake_);
}

void UsbRedirBus::add(DeviceModel& model, const std::filesystem::path& socket) {
    std::lock_guard lock(models_);
    ports_.push_back(std::make_unique<Port>(model, socket));
    wake();
}

void UsbRedirBus::run() {
    for (std::unique_lock lock(models_); !ending_;) {
        std::vector<pollfd> waits{{wake_, POLLIN, 0}};
        for (auto& port : ports_)
            waits.push_back(port->waits());
        lock.unlock();
        ::poll(waits.data(), waits.size(), -1);
        eventfd_t ignored = 0;
        ::eventfd_read(wake_, &ignored);
        lock.lock();
        // A port that was added meanwhile has its turn after the next wait.
        for (std::size_t i = 1; i < waits.size(); ++i)
            ports_[i - 1]->serve(waits[i].revents);
        changed_();
    }
}

void UsbRedirBus::wake() const { ::eventfd_write(wake_, 1); }

void UsbRedirBus::plug(std::size_t device) {
    std::lock_guard lock(models_);
    ports_[device]->setPlugged(true);
    wake();
}

void UsbRedirBus::unplug(std::size_t device) {
    std::lock_guard lock(models_);
    ports_[device]->setPlugged(false);
    wake();
}

void UsbRedirBus::pump(std::size_t device) {
    ports_[device]->pump();
    wake();
}

bool UsbRedirBus::isPlugged(std::size_t device) const { return ports_[device]->isPlugged(); }
int UsbRedirBus::claims(std::size_t device) const { return ports_[device]->isEnumerated() ? 1 : 0; }

} // namespace onestop::emulation
