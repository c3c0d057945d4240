/* SPDX-License-Identifier: Apache-2.0 */
/* How a Cortex-M7 issues, after LLVM's scheduling model (ARMScheduleM7.td). */
#ifndef IMPULSE_EMULATOR_CORTEX_M7_ISSUE_H
#define IMPULSE_EMULATOR_CORTEX_M7_ISSUE_H

#include "issue_demand.h"

/* How often each unit exists. */
extern const uint8_t kUnitsM7[UNITS];

demand demand_of_m7(const code_unit &code, const register_use &use);

#endif
