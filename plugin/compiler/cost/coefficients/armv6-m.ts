import type { ArchCoefficients } from '../arch-coefficients';

/** Written by `npm run bench -- costs --update --arch=armv6-m`. */
export const ARMV6_M: ArchCoefficients = {
  core: 'cortex-m0plus',
  kernels: {
    add_s8: {
      cycles: { macs: 60.76, one: 58860 },
      code: { one: 211.9 }
    },
    average_pool_2d_integer: {
      cycles: { macs: 11.1, one: 2745 },
      code: { one: 414.8 }
    },
    conv_2d_packed_s8: {
      cycles: { outputs: 54.29, overwriting_outputs: 3.017, steps: 71.01, filters: 42.67, tiles: 27.98, window_rows: 0.4366, gathered: 22.99, gathered_bytes: 17.82, neighbour_rows: 186.2, shared: 22.45, rows: 130.7 },
      code: { general: 321.7, one: 648.5, byte_wise: 391.5, neighbours: 674.7, spatial: 438.3 }
    },
    conv_2d_s8: {
      cycles: { outputs: 130, taps: 14.57, macs: 10.85 },
      code: { one: 340.6, spatial: 134.9 }
    },
    conv_2d_shared_s8: {
      cycles: { steps: 70.67, filters: 48.72, outputs: 64.06, tiles: 867.9, taps: 66.08, gathered: 40.56, gathered_bytes: 32.68 },
      code: { one: 116 },
      bodyBytes: 708
    },
    conv_depthwise_packed_s8: {
      cycles: { outputs: 0.4328, steps: 70.77, turns: 3.949, filters: 392.8, tiles: 638.2, window_rows: 3.352, gathered: 42.7, gathered_bytes: 19.03, depthwise_outputs: 98.06, depthwise_strided_outputs: 12.21, depthwise_lines: 164.8 },
      code: { one: 2529, unrolled: 3.385, byte_wise: 96.08, spatial: 247 }
    },
    conv_winograd_expanding_s8: {
      cycles: { outputs: 143.9, products: 308.8, windows: 1481, expanded: 269.1 },
      code: { general: 234.8, one: 9819 }
    },
    conv_winograd_s8: {
      cycles: { outputs: 236.1, products: 312.7 },
      code: { general: 447.3, one: 6136 }
    },
    depthwise_3x3_packed_s8: {
      cycles: { outputs: 90.92, strided_outputs: 11.05, lines: 39.32 },
      code: { one: 1304 }
    },
    depthwise_conv_2d_s8: {
      cycles: { outputs: 81.58, taps: 28.13 },
      code: { one: 352.8, spatial: 145.1 }
    },
    depthwise_packed_s8: {
      cycles: { outputs: 87.95, tap_pairs: 133.1 },
      code: { one: 700.5 }
    },
    depthwise_shared_s8: {
      cycles: { pixels: 31.4, taps: 50.16, outputs: 90.2, tap_pairs: 100.8, channels: 27.15 },
      code: { one: 189.5 },
      bodyBytes: 998
    },
    fully_connected_packed_s8: {
      cycles: { outputs: 51.6, groups: 97.6, words: 77.3, turns: 30.26, rest: 13.02, one: 37.66 },
      code: { one: 303, rest: 2.113 }
    },
    fully_connected_s8: {
      cycles: { outputs: 110.9, macs: 10.99 },
      code: { one: 203.4 }
    },
    softmax_s8: {
      cycles: { elements: 478.6, one: 1455 },
      code: { one: 1193 }
    }
  },
  other: {
    cycles: { elements: 17.7, one: 3783 },
    code: { one: 200 }
  }
};
