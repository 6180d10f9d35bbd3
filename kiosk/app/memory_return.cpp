// SPDX-License-Identifier: Apache-2.0
#include "kiosk/app/memory_return.h"

#include <malloc.h>

namespace onestop::app {

static constexpr int kNever = 512 << 20;    ///< bytes free at the heap's end: more than there ever are
static constexpr int kMappedFrom = 1 << 20; ///< bytes; a picture goes back as soon as it is not needed

void keepFreedMemory() {
    mallopt(M_TRIM_THRESHOLD, kNever);
    mallopt(M_MMAP_THRESHOLD, kMappedFrom);
}

MemoryReturn::MemoryReturn() {
    timer_.setSingleShot(true);
    timer_.setInterval(kAfter);
    QObject::connect(&timer_, &QTimer::timeout, &timer_, [] { malloc_trim(0); });
}

} // namespace onestop::app
