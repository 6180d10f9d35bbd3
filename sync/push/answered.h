// SPDX-License-Identifier: Apache-2.0
// Whether a failed request is about itself or about the link: the first holds up one thing, the second everything.
#pragma once

#include <optional>

#include "sync/transport/http_client.h"

namespace onestop::push {

/// Whether an answer means that the link itself stands (the hub spoke, and only this request was not taken).
bool hubAnswered(const transport::HttpFailure& failure);

struct Exchange {
    bool spoke = false;                             ///< the hub answered something
    std::optional<transport::HttpFailure> failed{}; ///< of the link: nothing more is to be tried now
};

/// From 0 (inclusive) to 1, for delays.
double chance();

} // namespace onestop::push
