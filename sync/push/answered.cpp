// SPDX-License-Identifier: Apache-2.0
#include "sync/push/answered.h"

#include <random>

namespace onestop::push {

bool hubAnswered(const transport::HttpFailure& failure) {
    return failure.kind == transport::HttpFailureKind::Refused && failure.status >= 400 && failure.status < 500 &&
           failure.status != 401 && failure.status != 403;
}

double chance() {
    static thread_local std::mt19937_64 engine{std::random_device{}()};
    return std::uniform_real_distribution<double>(0.0, 1.0)(engine);
}

} // namespace onestop::push
