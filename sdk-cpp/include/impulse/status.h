/* SPDX-License-Identifier: Apache-2.0 */
/* Every status that a block or an impulse can return: enum and text come from one list. */
#ifndef IMPULSE_STATUS_H
#define IMPULSE_STATUS_H

#include <stdint.h>

#define IMPULSE_STATUSES(X)                                                           \
  X(IMPULSE_OK, 0, "ok")                                                              \
  X(IMPULSE_PENDING, 1, "more samples are needed before the next window is whole")    \
  X(IMPULSE_BAD_PARAMETER, 2, "a parameter of the block is out of range")             \
  X(IMPULSE_BAD_SIGNAL, 3, "the signal does not have the plan's length, axes or type") \
  X(IMPULSE_NOT_FINITE, 4, "a value of the signal is NaN or infinite")                \
  X(IMPULSE_OVERFLOW, 5, "a value of the signal is beyond 1e15: features might overflow")

/* What a call came to. */
typedef enum impulse_status {
#define IMPULSE_STATUS_ENUM(name, value, text) name = value,
  IMPULSE_STATUSES(IMPULSE_STATUS_ENUM)
#undef IMPULSE_STATUS_ENUM
  IMPULSE_STATUS_LAST = 0x7fffffff /* gives the enum 32 bits on every compiler */
} impulse_status;

/* Text of a status, for logs. */
static inline const char *impulse_status_text(int32_t status) {
  switch (status) {
#define IMPULSE_STATUS_CASE(name, value, text) \
  case value:                                  \
    return text;
    IMPULSE_STATUSES(IMPULSE_STATUS_CASE)
#undef IMPULSE_STATUS_CASE
    default:
      return "unknown status";
  }
}

#endif
