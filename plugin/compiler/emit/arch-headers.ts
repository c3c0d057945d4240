import type { CompileOptions } from '../compile-model';

/** Headers with a version of their own for an instruction set: `nn/arch/<arch>/` has the file of the same name. */
export const ARCH_INCLUDES: Partial<Record<CompileOptions['arch'], Record<string, string[]>>> = {
  'armv6-m': {
    'load_word.h': [],
    'requantize_fast.h': ['requantize.h'],
    'rows_s8.h': ['folded_sum.h', 'placement.h'],
    'tile_looped_s8.h': ['placement.h'],
    'tile_s8.h': ['folded_sum.h', 'tile_looped_s8.h'],
    'widen_run_s8.h': ['dual_mac.h'],
    'winograd_position_s8.h': ['dual_mac.h', 'placement.h'],
  },
  'armv7-m': {
    'requantize_fast.h': ['requantize.h'],
    'rows_s8.h': ['folded_sum.h', 'placement.h'],
    'tile_looped_s8.h': ['placement.h'],
    'winograd_position_s8.h': ['dual_mac.h', 'placement.h'],
  },
  'armv7e-m': {
    'add_operands_s8.h': ['requantize_fast.h'],
    'depthwise_lines_s8.h': ['depthwise_line_s8.h', 'issue_order.h'],
    'dual_mac.h': [],
    'parked_word.h': [],
    'requantize_fast.h': ['requantize.h'],
    'rows_s8.h': ['dual_mac.h', 'folded_sum.h', 'issue_order.h', 'saved_sums_s8.h'],
    'saved_sums_s8.h': ['placement.h'],
    'sliding_shape_s8.h': ['depthwise_shape_s8.h', 'sliding_window_s8.h'],
    'sliding_window_s8.h': ['dual_mac.h', 'parked_word.h', 'requantize_fast.h'],
    'tile_looped_s8.h': ['dual_mac.h', 'issue_order.h', 'saved_sums_s8.h'],
    'shared_filters_s8.h': ['tile_filters_s8.h', 'write_shared_s8.h'],
    'tile_filters_s8.h': ['issue_order.h', 'placement.h', 'write_tile_s8.h'],
    'tile_s8.h': ['dual_mac.h', 'folded_sum.h', 'issue_order.h', 'saved_sums_s8.h'],
    'window_sums.h': ['dual_mac.h'],
    'winograd_products_s8.h': ['dual_mac.h', 'issue_order.h', 'placement.h', 'saved_sums_s8.h'],
  },
  'armv7e-m-dual': {
    'issue_order.h': [],
  },
  'armv8.1-m': {
    'add_s8.h': ['placement.h'],
    'add_affine_s8.h': ['placement.h'],
    'copy_values.h': [],
    'four_sums.h': [],
    'dots_s8.h': ['four_sums.h'],
    'pixel_pairs_s8.h': [],
    'taps_s8.h': ['four_sums.h'],
    'window_sums.h': [],
  },
  'x86-64': {
    'lanes_s8.h': ['plain_lanes_s8.h'],
  },
};

/** Instruction sets whose versions serve another one, where it has none of its own: all of them, or these headers. */
export const BASES: Partial<Record<CompileOptions['arch'], { arch: CompileOptions['arch']; headers?: readonly string[] }>> = {
  'armv7-m': { arch: 'armv6-m', headers: ['tile_s8.h'] },
  'armv7e-m-dual': { arch: 'armv7e-m' },
};
