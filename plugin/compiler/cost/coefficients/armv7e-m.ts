import type { ArchCoefficients } from '../arch-coefficients';

/** Written by `npm run bench -- costs --update --arch=armv7e-m`. */
export const ARMV7E_M: ArchCoefficients = {
  core: 'cortex-m4f',
  kernels: {
    add_s8: {
      cycles: { macs: 15.7, one: 1166 },
      code: { one: 454.7 }
    },
    average_pool_2d_integer: {
      cycles: { macs: 2.584, one: 744.5 },
      code: { one: 540.3 }
    },
    conv_2d_packed_s8: {
      cycles: { outputs: 1.297, general_outputs: 1.524, overwriting_outputs: 1.235, steps: 16.13, turns: 6.513, filters: 88.25, window_rows: 17.11, gathered: 6.801, gathered_bytes: 1.959, shared: 9.136 },
      code: { general: 446.4, one: 754, byte_wise: 426.2, neighbours: 362, spatial: 518.6 }
    },
    conv_2d_s8: {
      cycles: { outputs: 54.01, taps: 9.11, macs: 8.902 },
      code: { one: 292.7, spatial: 104.1 }
    },
    conv_2d_shared_s8: {
      cycles: { steps: 19.94, filters: 78.7, outputs: 24.19, tiles: 440.5, taps: 46.18, gathered: 17.02, gathered_bytes: 18.43 },
      code: { one: 43.62 },
      bodyBytes: 1128
    },
    conv_average_pool_packed_s8: {
      cycles: { convolution: 1.028 },
      code: { convolution: 1.78 }
    },
    conv_depthwise_conv_packed_s8: {
      cycles: { convolution: 1.02, depthwise: 1.209, pointwise: 0.9915 },
      code: { convolution: 0.8738, depthwise: 1.924, pointwise: 0.6992 }
    },
    conv_depthwise_packed_s8: {
      cycles: { convolution: 0.9627, depthwise: 1.358 },
      code: { convolution: 1.627, depthwise: 0.5331 }
    },
    conv_max_pool_packed_s8: {
      cycles: { sums: 1.449, convolution: 0.9901 },
      code: { convolution: 0.6568 }
    },
    conv_winograd_expanding_s8: {
      cycles: { outputs: 36.34, general_outputs: 2.318, products: 67.91, expanded: 38.94 },
      code: { general: 71.93, one: 4352 }
    },
    conv_winograd_s8: {
      cycles: { outputs: 35.19, general_outputs: 2.426, products: 68.63, windows: 0.003563 },
      code: { general: 68.01, one: 3474 }
    },
    depthwise_3x3_packed_s8: {
      cycles: { outputs: 21.98, strided_outputs: 10.91, in_place_outputs: 1.36, by_row_outputs: 0.2985, lines: 64.51 },
      code: { one: 1107, in_place: 509.5 }
    },
    depthwise_3x3_shared_s8: {
      cycles: { outputs: 39.99, strided_outputs: 6.274, lines: 84.92, channels: 25.15 },
      code: { one: 180.9 },
      bodyBytes: 776
    },
    depthwise_conv_2d_s8: {
      cycles: { outputs: 9.855, taps: 21.63 },
      code: { one: 334, spatial: 123.9 }
    },
    depthwise_conv_packed_s8: {
      cycles: { depthwise: 1.056, pointwise: 1.006 },
      code: { depthwise: 2.456 }
    },
    depthwise_packed_s8: {
      cycles: { outputs: 28.24, tap_pairs: 30.94, channels: 1.825 },
      code: { one: 305.3 }
    },
    depthwise_shared_s8: {
      cycles: { pixels: 157.3, taps: 19.15, outputs: 32.97, tap_pairs: 33.99, channels: 7.772 },
      code: { one: 233.2 },
      bodyBytes: 718
    },
    fully_connected_packed_s8: {
      cycles: { outputs: 21.33, general_outputs: 1.937, groups: 37.19, words: 16.43, turns: 34.38, rest: 4.134, one: 11.03 },
      code: { one: 170.7, unrolled: 77.89 }
    },
    fully_connected_s8: {
      cycles: { outputs: 28.95, macs: 9.021 },
      code: { one: 168.7 }
    },
    softmax_s8: {
      cycles: { elements: 124.7, one: 467.1 },
      code: { one: 0 }
    }
  },
  other: {
    cycles: { elements: 3.958, one: 1006 },
    code: { one: 200 }
  }
};
