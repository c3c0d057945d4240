import type { ArchCoefficients } from '../arch-coefficients';

/** Written by `npm run bench -- costs --update --arch=armv7e-m`. */
export const ARMV7E_M: ArchCoefficients = {
  core: 'cortex-m4f',
  kernels: {
    add_s8: {
      cycles: { macs: 15.7, one: 1166 },
      code: { one: 359.6 }
    },
    average_pool_2d_integer: {
      cycles: { macs: 2.584, one: 742.3 },
      code: { one: 807.8 }
    },
    conv_2d_packed_s8: {
      cycles: { outputs: 3.866, general_outputs: 1.6, overwriting_outputs: 1.407, steps: 16.41, turns: 4.419, filters: 61.61, window_rows: 37.29, gathered: 5.124, gathered_bytes: 1.712, shared: 9.126 },
      code: { general: 446.5, one: 754.6, byte_wise: 325, neighbours: 367.8, spatial: 512.2 }
    },
    conv_2d_s8: {
      cycles: { outputs: 54.01, taps: 9.11, macs: 8.902 },
      code: { one: 292.7, spatial: 104.1 }
    },
    conv_2d_shared_s8: {
      cycles: { steps: 19.93, filters: 77.85, outputs: 24.33, tiles: 430, taps: 46.23, gathered: 17.09, gathered_bytes: 18.44 },
      code: { one: 56.78 },
      bodyBytes: 1128
    },
    conv_average_pool_packed_s8: {
      cycles: { outputs: 15.93, steps: 15.03, turns: 25.43, gathered: 4.227 },
      code: { one: 778.4, unrolled: 80.09, neighbours: 580.3 }
    },
    conv_depthwise_conv_packed_s8: {
      cycles: { steps: 16.77, filters: 50.21, gathered_bytes: 5.571, depthwise_outputs: 32.05, depthwise_strided_outputs: 35.36, depthwise_by_row_outputs: 0.05737, depthwise_lines: 53.78, pointwise_outputs: 15.2, pointwise_steps: 14.23, pointwise_turns: 14.5, pointwise_filters: 67.82, pointwise_gathered_bytes: 1.656 },
      code: { one: 2753, unrolled: 50.41, byte_wise: 180.5, depthwise_one: 1.999, pointwise_unrolled: 1.073, pointwise_byte_wise: 392.9 }
    },
    conv_depthwise_packed_s8: {
      cycles: { outputs: 23.82, steps: 19.66, turns: 6.023, window_rows: 30.46, gathered_bytes: 6.257 },
      code: { one: 1296, unrolled: 104, byte_wise: 548 }
    },
    conv_max_pool_packed_s8: {
      cycles: { steps: 17.37, turns: 7.905, tiles: 789.6, gathered: 2.818 },
      code: { one: 577, unrolled: 62.6 }
    },
    conv_winograd_expanding_s8: {
      cycles: { outputs: 36.23, general_outputs: 2.244, products: 67.74, expanded: 39.34 },
      code: { general: 71.93, one: 4356 }
    },
    conv_winograd_s8: {
      cycles: { outputs: 35.72, general_outputs: 2.331, products: 68.48, windows: 0.004335 },
      code: { general: 68.01, one: 3479 }
    },
    depthwise_3x3_packed_s8: {
      cycles: { outputs: 22.14, strided_outputs: 10.28, in_place_outputs: 1.427, by_row_outputs: 0.7894, lines: 64.32 },
      code: { one: 1086, in_place: 516.9 }
    },
    depthwise_3x3_shared_s8: {
      cycles: { outputs: 39.99, strided_outputs: 6.274, lines: 84.92, channels: 25.15 },
      code: { one: 180.9 },
      bodyBytes: 776
    },
    depthwise_conv_2d_s8: {
      cycles: { outputs: 9.855, taps: 21.63 },
      code: { one: 312.4, spatial: 123.9 }
    },
    depthwise_conv_packed_s8: {
      cycles: { outputs: 12.8, steps: 9.867, turns: 57.78, filters: 34.59, gathered: 71.85, gathered_bytes: 18.69, depthwise_outputs: 5.889, depthwise_lines: 86.83 },
      code: { one: 2555 }
    },
    depthwise_packed_s8: {
      cycles: { outputs: 28.24, tap_pairs: 30.94, channels: 1.825 },
      code: { one: 305.3 }
    },
    depthwise_shared_s8: {
      cycles: { pixels: 194.4, taps: 17.16, outputs: 31.38, tap_pairs: 35.86, channels: 5.347 },
      code: { one: 206.6 },
      bodyBytes: 718
    },
    fully_connected_packed_s8: {
      cycles: { outputs: 21.33, general_outputs: 1.937, groups: 37.19, words: 16.43, turns: 34.38, rest: 4.218, one: 11.03 },
      code: { one: 170.6, unrolled: 77.89 }
    },
    fully_connected_s8: {
      cycles: { outputs: 28.95, macs: 9.021 },
      code: { one: 168.7 }
    },
    softmax_s8: {
      cycles: { elements: 124.8, one: 467.1 },
      code: { one: 0 }
    }
  },
  other: {
    cycles: { elements: 3.957, one: 1005 },
    code: { one: 200 }
  }
};
