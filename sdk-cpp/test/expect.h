/* SPDX-License-Identifier: Apache-2.0 */
/** The one assertion of the C++ tests: says what failed, and ends the program. */
#ifndef IMPULSE_TEST_EXPECT_H
#define IMPULSE_TEST_EXPECT_H

#include <cstdio>
#include <cstdlib>

#define EXPECT(condition, ...)                                                 \
  do {                                                                         \
    if (!(condition)) {                                                        \
      std::fprintf(stderr, "%s:%d: %s: ", __FILE__, __LINE__, #condition);     \
      std::fprintf(stderr, __VA_ARGS__);                                       \
      std::fprintf(stderr, "\n");                                              \
      std::exit(1);                                                            \
    }                                                                          \
  } while (0)

#endif
