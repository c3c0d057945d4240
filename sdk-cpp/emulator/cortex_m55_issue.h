/* SPDX-License-Identifier: Apache-2.0 */
/* How a Cortex-M55 issues, after LLVM's scheduling model (ARMScheduleM55.td). */
#ifndef IMPULSE_EMULATOR_CORTEX_M55_ISSUE_H
#define IMPULSE_EMULATOR_CORTEX_M55_ISSUE_H

#include "issue_demand.h"

/* How often each unit exists. */
extern const uint8_t kUnitsM55[UNITS];

demand demand_of_m55(const code_unit &code);

#endif
