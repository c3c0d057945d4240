/* SPDX-License-Identifier: Apache-2.0 */
/* JSON lines of the counting plugin. */
#ifndef IMPULSE_EMULATOR_PRINT_COUNTS_H
#define IMPULSE_EMULATOR_PRINT_COUNTS_H

#include <stdio.h>

#include "translation_block.h"

/* Names of the counts, in the order of every list behind. */
void print_classes(FILE *out);

/* One stretch between the markers, by stage; the blocks' stages are set back to 0. */
void print_stretch(FILE *out, int number, block_table *blocks);

/* Over all stretches. */
void print_regions(FILE *out, const block_table &blocks);
void print_blocks(FILE *out, const block_table &blocks);

#endif
