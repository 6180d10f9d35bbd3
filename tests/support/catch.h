// SPDX-License-Identifier: Apache-2.0
// Catch2 under one name: Debian 12 ships version 2, Debian 13 version 3.
#pragma once
#ifdef ONESTOP_CATCH2_V2
#include <catch2/catch.hpp>
#else
#include <catch2/catch_all.hpp>
using Catch::Approx;
#endif
