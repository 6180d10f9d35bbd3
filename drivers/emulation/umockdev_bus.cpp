// SPDX-License-Identifier: Apache-2.0
// See umockdev_bus.h; what a program asks of a device is answered in umockdev_node.cpp.
#include "drivers/emulation/umockdev_bus.h"

#include <umockdev.h>

#include "drivers/emulation/umockdev_node.h"

namespace onestop::emulation {

struct UmockdevBus::Testbed {
    UMockdevTestbed* handle = umockdev_testbed_new();
    ~Testbed() { g_object_unref(handle); }
};

UmockdevBus::UmockdevBus(std::mutex& models, std::function<void()> changed)
    : models_(models), changed_(std::move(changed)), testbed_(std::make_unique<Testbed>()) {}

UmockdevBus::~UmockdevBus() {
    for (std::size_t i = 0; i < nodes_.size(); ++i)
        unplug(i);
}

std::filesystem::path UmockdevBus::root() const {
    char* root = umockdev_testbed_get_root_dir(testbed_->handle);
    std::filesystem::path path = root;
    g_free(root);
    return path;
}

void UmockdevBus::add(DeviceModel& model) {
    nodes_.push_back(std::make_unique<UmockdevNode>(testbed_->handle, models_, changed_, model,
                                                    static_cast<int>(nodes_.size() + 1)));
}

void UmockdevBus::plug(std::size_t device) {
    std::lock_guard lock(plugging_);
    nodes_[device]->plug();
}

void UmockdevBus::unplug(std::size_t device) {
    std::lock_guard lock(plugging_);
    nodes_[device]->unplug();
}

void UmockdevBus::pump(std::size_t device) { nodes_[device]->pump(); }
bool UmockdevBus::isPlugged(std::size_t device) const { return nodes_[device]->isPlugged(); }
int UmockdevBus::claims(std::size_t device) const { return nodes_[device]->claims(); }

} // namespace onestop::emulation
