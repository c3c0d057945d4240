import type { ArchCoefficients } from '../arch-coefficients';

/** Written by `npm run bench -- costs --update --arch=armv7-m`. */
export const ARMV7_M: ArchCoefficients = {
  core: 'cortex-m3',
  kernels: {
    add_s8: {
      cycles: { macs: 32.27, one: 6947 },
      code: { one: 323.5 }
    },
    average_pool_2d_integer: {
      cycles: { macs: 9.901, one: 905.3 },
      code: { one: 194.1 }
    },
    conv_2d_packed_s8: {
      cycles: { outputs: 22.8, general_outputs: 0.9272, overwriting_outputs: 0.4827, steps: 53.19, window_rows: 23.97, gathered: 11.56, gathered_bytes: 5.578, shared: 18.14 },
      code: { general: 189.6, one: 538.4, byte_wise: 119.9, neighbours: 581.4, spatial: 354.6 }
    },
    conv_2d_s8: {
      cycles: { outputs: 58.57, taps: 12.04, macs: 9.901 },
      code: { one: 296.9, spatial: 106.4 }
    },
    conv_2d_shared_s8: {
      cycles: { steps: 52.79, filters: 94.76, outputs: 25.31, tiles: 511.9, taps: 49.55, gathered: 23.84, gathered_bytes: 19.91 },
      code: { one: 111.6 },
      bodyBytes: 622
    },
    conv_depthwise_packed_s8: {
      cycles: { steps: 51.25, turns: 6.795, filters: 180.4, tiles: 2.908, window_rows: 8.25, gathered: 32.99, gathered_bytes: 8.028, depthwise_outputs: 56.49, depthwise_lines: 77.37 },
      code: { one: 1642, unrolled: 9.861, byte_wise: 66.7, spatial: 208 }
    },
    conv_winograd_expanding_s8: {
      cycles: { outputs: 71.07, general_outputs: 0.8344, products: 211.6, windows: 650, expanded: 118.1 },
      code: { general: 50.29, one: 5764 }
    },
    conv_winograd_s8: {
      cycles: { outputs: 110.7, general_outputs: 0.7168, products: 212.3, windows: 0.02778 },
      code: { general: 30.59, one: 3619 }
    },
    depthwise_3x3_packed_s8: {
      cycles: { outputs: 52.11, strided_outputs: 5.743, lines: 8.519 },
      code: { one: 885 }
    },
    depthwise_conv_2d_s8: {
      cycles: { outputs: 12.21, taps: 22.81 },
      code: { one: 244.6, spatial: 129 }
    },
    depthwise_packed_s8: {
      cycles: { outputs: 40.07, tap_pairs: 61.59 },
      code: { one: 536.9 }
    },
    depthwise_shared_s8: {
      cycles: { pixels: 193.1, taps: 15.69, outputs: 36.5, tap_pairs: 58.56, channels: 6.08 },
      code: { one: 118.7 },
      bodyBytes: 784
    },
    fully_connected_packed_s8: {
      cycles: { outputs: 26.55, general_outputs: 1.03, groups: 39.86, words: 60.45, turns: 11.84, one: 30.34 },
      code: { one: 198.9, rest: 1.986 }
    },
    fully_connected_s8: {
      cycles: { outputs: 32.72, macs: 10.03 },
      code: { one: 166.4 }
    },
    softmax_s8: {
      cycles: { elements: 151.3, one: 479.8 },
      code: { one: 1044 }
    }
  },
  other: {
    cycles: { elements: 10.67, one: 1452 },
    code: { one: 200 }
  }
};
