// SPDX-License-Identifier: Apache-2.0
// A small lobby's catalogue for tests of the screen: real kinds of items, invented titles, everything marked demo.
#pragma once

#include <memory>

#include "sync/catalogue/catalogue.h"

namespace onestop::tests {

/// Tuesday 24 November 2026, 10:32 in Kuichong.
events::WallTime demoNow();

/// The lobby is open Tuesday to Sunday 9:00–21:00, counters Tuesday to Saturday 9:00–12:00 and 14:00–18:00.
std::shared_ptr<const catalogue::Catalogue> demoCatalogue();

} // namespace onestop::tests
