// SPDX-License-Identifier: Apache-2.0
#ifndef IMPULSE_NN_LANES_S8_H
#define IMPULSE_NN_LANES_S8_H

#include "plain_lanes_s8.h"

#endif  // IMPULSE_NN_LANES_S8_H
