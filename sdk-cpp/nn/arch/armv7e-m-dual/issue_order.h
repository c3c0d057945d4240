// SPDX-License-Identifier: Apache-2.0
#ifndef IMPULSE_NN_ISSUE_ORDER_H
#define IMPULSE_NN_ISSUE_ORDER_H

/// issue_order.h for the Cortex-M7: each cycle has one product, and beside it what later ones need. A loaded word waits a cycle for a product,
/// widening comes first of a pair, and loads of one pointer that moves on go one a cycle (targets/cores/cortex-m7).
#define IMPULSE_DUAL_ISSUE 1

#endif  // IMPULSE_NN_ISSUE_ORDER_H
