// SPDX-License-Identifier: Apache-2.0
// The doors as plain functions: devices (mutual TLS; openapi.yaml) with the entrance beside it (enrolment), staff
// (sign-in, CSRF), public (read-only).
#pragma once

#include "sync/hub/hub.h"
#include "sync/transport/door.h"

namespace onestop::hub {

transport::ServerResponse devicesDoor(Hub& hub, const transport::ServerRequest& request);
transport::ServerResponse enrolmentDoor(Hub& hub, const transport::ServerRequest& request);
transport::ServerResponse staffDoor(Hub& hub, const transport::ServerRequest& request);
transport::ServerResponse publicDoor(Hub& hub, const transport::ServerRequest& request);

} // namespace onestop::hub
