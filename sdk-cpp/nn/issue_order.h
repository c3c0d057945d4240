// SPDX-License-Identifier: Apache-2.0
#ifndef IMPULSE_NN_ISSUE_ORDER_H
#define IMPULSE_NN_ISSUE_ORDER_H

/// For which cores the loops in assembly order their instructions: 0 for those that issue one a cycle and load the cheaper the more loads
/// follow each other, 1 for those that issue two, in order (Cortex-M7). The instructions do the same in either order.
#define IMPULSE_DUAL_ISSUE 0

#endif  // IMPULSE_NN_ISSUE_ORDER_H
