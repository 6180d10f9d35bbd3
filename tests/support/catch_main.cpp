// SPDX-License-Identifier: Apache-2.0
// The main() of every Catch2 test program, compiled once.
#ifdef ONESTOP_CATCH2_V2
#define CATCH_CONFIG_MAIN
#include <catch2/catch.hpp>
#else
#include <catch2/catch_session.hpp>
int main(int argc, char** argv) { return Catch::Session().run(argc, argv); }
#endif
