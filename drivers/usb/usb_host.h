// SPDX-License-Identifier: Apache-2.0
// The bus as the drivers see it: one thread, open devices, asynchronous transfers with deadlines, timers.
// LibusbHost is the real one; tests put MemoryHost (tests/drivers/usb) in its place, with a clock of their own.
#pragma once

#include <chrono>
#include <cstddef>
#include <functional>
#include <span>

#include <tl/expected.hpp>

#include "drivers/usb/usb_types.h"

namespace onestop::usb {

using std::chrono::milliseconds;

/// How a transfer ended.
enum class TransferStatus {
    Done,     ///< all of an OUT was taken, or an IN ended with a short packet or a full buffer
    TimedOut, ///< the deadline passed; `data` or `count` may hold a part
    Stalled,  ///< the endpoint halted: clearHalt() before the next transfer
    Gone,     ///< the device left the bus; gone() follows
    Failed,   ///< anything else (babble, no memory, not claimed)
};

/// Given to a transfer's callback, on the USB thread.
struct TransferResult {
    TransferStatus status = TransferStatus::Failed;
    std::span<std::uint8_t> data; ///< bytes received; valid only during the callback, overwritten after it
    std::size_t count = 0;        ///< bytes received or taken
};

using TransferDone = std::function<void(TransferResult)>;

/// The eight bytes of a control request without its length.
struct ControlSetup {
    std::uint8_t request_type = 0;
    std::uint8_t request = 0;
    std::uint16_t value = 0;
    std::uint16_t index = 0;
};

/// Why a device could not be opened or claimed.
enum class AccessFailure {
    Denied, ///< no right to the device node: the udev rule is missing
    Busy,   ///< another program holds it
    Gone,   ///< left meanwhile
    NoBus,  ///< libusb itself could not start
    Other,
};

/// An open device. All calls and callbacks on the USB thread; valid from opened() until gone() or close().
/// After gone() or close() no callback of this device is called any more.
class UsbDevice {
public:
    virtual ~UsbDevice() = default;

    virtual const DeviceDescription& description() const = 0;

    /// Claims an interface, away from a kernel driver when one has it (it gets it back on close).
    virtual tl::expected<void, AccessFailure> claim(std::uint8_t interface_number) = 0;
    virtual tl::expected<void, AccessFailure> setAlternate(std::uint8_t interface_number, std::uint8_t alternate) = 0;

    /// Bulk or interrupt by the endpoint's descriptor. A deadline of zero means none (a pending IN).
    virtual void out(std::uint8_t endpoint, Bytes data, milliseconds deadline, TransferDone done) = 0;
    virtual void in(std::uint8_t endpoint, std::size_t capacity_bytes, milliseconds deadline, TransferDone done) = 0;
    virtual void controlOut(const ControlSetup& setup, Bytes data, milliseconds deadline, TransferDone done) = 0;
    virtual void controlIn(const ControlSetup& setup, std::uint16_t length_bytes, milliseconds deadline,
                           TransferDone done) = 0;

    /// Ends every pending transfer on this endpoint; their callbacks are not called.
    virtual void cancel(std::uint8_t endpoint) = 0;
    virtual void clearHalt(std::uint8_t endpoint) = 0;

    /// Gives the device back; it is offered again after this delay, behind other candidates; gone() comes only
    /// when it leaves the bus before that.
    /// Also right when the device is not what was hoped for. Do not touch the device afterwards.
    virtual void close(milliseconds offer_again_after) = 0;
};

/// A driver's side. All calls on the USB thread. A client holds at most one device at a time.
class DeviceClient {
public:
    virtual ~DeviceClient() = default;

    /// Opened, nothing claimed yet. Claim, prove by protocol, or close().
    virtual void opened(UsbDevice& device) = 0;
    /// The device left the bus: the one held, or one that was refused or closed and would have been offered again.
    virtual void gone() = 0;
    /// A matching device (or the bus) is there and cannot be opened; tried again by itself with a back-off.
    virtual void refused(AccessFailure failure) = 0;
};

using TimerId = std::uint64_t;

/// Time and order of the USB thread.
class UsbLoop {
public:
    virtual ~UsbLoop() = default;

    /// Monotonic, from any origin.
    virtual milliseconds now() const = 0;
    /// Calls once after the delay, on the USB thread. Only from the USB thread.
    virtual TimerId after(milliseconds delay, std::function<void()> call) = 0;
    virtual void cancelTimer(TimerId timer) = 0;
    /// Runs on the USB thread, soon, in order. From any thread.
    virtual void post(std::function<void()> call) = 0;
    /// As post(), and waits until it ran; runs at once when called on the USB thread.
    virtual void run(std::function<void()> call) = 0;
};

/// The bus.
class UsbHost : public UsbLoop {
public:
    /// From now on `client` is offered what matches, first what is there already. From any thread; does not wait.
    virtual void attach(DeviceClient& client, DeviceMatcher matcher) = 0;
    /// Closes what the client holds; when this returns, no call to it runs or will come. From any thread.
    virtual void detach(DeviceClient& client) = 0;
    /// All devices on the bus now, for lists and technicians. From any thread; waits.
    virtual std::vector<DeviceDescription> devices() = 0;
};

/// One timer that ends with its owner. Only on the USB thread (the owner's destructor too).
class Timer {
public:
    explicit Timer(UsbLoop& loop) : loop_(loop) {}
    ~Timer() { stop(); }
    Timer(const Timer&) = delete;
    Timer& operator=(const Timer&) = delete;

    /// Replaces a call that still waits.
    void start(milliseconds delay, std::function<void()> call) {
        stop();
        id_ = loop_.after(delay, [this, call = std::move(call)] {
            id_ = 0;
            call();
        });
    }
    void stop() {
        if (id_ != 0) loop_.cancelTimer(id_);
        id_ = 0;
    }
    bool runs() const { return id_ != 0; }

private:
    UsbLoop& loop_;
    TimerId id_ = 0;
};

} // namespace onestop::usb
