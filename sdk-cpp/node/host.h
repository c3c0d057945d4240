/* SPDX-License-Identifier: Apache-2.0 */
/* The C ABI between the addon and the host build of a whole impulse: one table, exported as `impulse_host_table`. */
#ifndef IMPULSE_NODE_HOST_H
#define IMPULSE_NODE_HOST_H

#include <stdint.h>

#include "impulse/block.h"

typedef struct impulse_host {
  int32_t window_length; /* time steps */
  int32_t axes;
  int32_t dtype; /* impulse_dtype of a raw value */
  int32_t features_count;
  int32_t scores_count; /* of all learn blocks, in order */
  int32_t (*init)(void);
  /* Runs one window; copies out what every stage gave. Without post-processing the decision is left alone. */
  int32_t (*run)(const void *window, float *features, float *scores, impulse_decision *decision);
  /* Feeds time steps of a stream; IMPULSE_OK when a window was completed. */
  int32_t (*push)(const void *values, int32_t steps, float *scores, impulse_decision *decision);
  /* Features of the DSP blocks that have no C++, one behind the other: point `*supplied` to those of a window before it runs. */
  int32_t supplied_count;
  const float **supplied; /* NULL where there are none */
} impulse_host;

#endif
