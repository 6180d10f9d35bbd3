// SPDX-License-Identifier: Apache-2.0
// What carries the models' bytes to programs that know nothing of models: the kernel's place, behind one interface.
#pragma once

#include <cstddef>

namespace onestop::emulation {

/// Devices are numbered from 0 in the order in which the back end was given them. `models` is the mutex that guards
/// every model; who made the bus owns it.
class Bus {
public:
    virtual ~Bus() = default;

    /// Puts the cable in or takes it out. Not with `models` held. Does nothing when it is so already.
    virtual void plug(std::size_t device) = 0;
    virtual void unplug(std::size_t device) = 0;

    /// With `models` held: gives pending transfers what the model has for them now.
    virtual void pump(std::size_t device) = 0;
    /// With `models` held: whether the cable is in, and how many hold the device (0 or 1).
    virtual bool isPlugged(std::size_t device) const = 0;
    virtual int claims(std::size_t device) const = 0;
};

} // namespace onestop::emulation
