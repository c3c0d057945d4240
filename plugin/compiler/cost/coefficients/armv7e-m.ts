import type { ArchCoefficients } from '../arch-coefficients';

/** Written by `npm run bench -- costs --update --arch=armv7e-m`. */
export const ARMV7E_M: ArchCoefficients = {
  core: 'cortex-m4f',
  kernels: {
    add_s8: {
      cycles: { macs: 15.7, one: 1166 },
      code: { one: 292.9 }
    },
    average_pool_2d_integer: {
      cycles: { macs: 2.584, one: 741.3 },
      code: { one: 735.2 }
    },
    conv_2d_packed_s8: {
      cycles: { outputs: 11.92, general_outputs: 1.167, overwriting_outputs: 1.279, steps: 16.65, turns: 1.252, window_rows: 26.87, gathered: 5.374, gathered_bytes: 3.046, shared: 10.54 },
      code: { general: 439.1, one: 743.2, unrolled: 1.797, byte_wise: 344.5, neighbours: 371.9, spatial: 640.1 }
    },
    conv_2d_s8: {
      cycles: { outputs: 54.01, taps: 9.11, macs: 8.902 },
      code: { one: 318.7, spatial: 104.1 }
    },
    conv_2d_shared_s8: {
      cycles: { steps: 19.94, filters: 78.7, outputs: 24.19, tiles: 440.5, taps: 46.18, gathered: 17.02, gathered_bytes: 18.43 },
      code: { one: 67.12 },
      bodyBytes: 1128
    },
    conv_depthwise_packed_s8: {
      cycles: { steps: 14.86, turns: 10.24, filters: 4.011, tiles: 153.2, gathered: 20.72, gathered_bytes: 5.323, depthwise_outputs: 33.67, depthwise_strided_outputs: 37, depthwise_by_row_outputs: 0.0008249, depthwise_lines: 145.5 },
      code: { one: 1731, unrolled: 52.93, byte_wise: 378.6, spatial: 401.6 }
    },
    conv_winograd_expanding_s8: {
      cycles: { outputs: 36.39, general_outputs: 2.234, products: 67.62, expanded: 39.42 },
      code: { general: 71.93, one: 4424 }
    },
    conv_winograd_s8: {
      cycles: { outputs: 35.76, general_outputs: 2.428, products: 68.49, windows: 0.004394 },
      code: { general: 68.01, one: 3547 }
    },
    depthwise_3x3_packed_s8: {
      cycles: { outputs: 21.89, strided_outputs: 10.52, lines: 65.23 },
      code: { one: 1154 }
    },
    depthwise_conv_2d_s8: {
      cycles: { outputs: 9.855, taps: 21.63 },
      code: { one: 290.2, spatial: 123.9 }
    },
    depthwise_packed_s8: {
      cycles: { outputs: 28.24, tap_pairs: 30.94, channels: 1.825 },
      code: { one: 305.3 }
    },
    depthwise_shared_s8: {
      cycles: { pixels: 157.3, taps: 19.15, outputs: 32.97, tap_pairs: 33.99, channels: 7.772 },
      code: { one: 169.8 },
      bodyBytes: 718
    },
    fully_connected_packed_s8: {
      cycles: { outputs: 19.51, general_outputs: 1.877, groups: 44, words: 16.7, turns: 32.3, rest: 2.941, one: 9.156 },
      code: { one: 176.4, unrolled: 77.84 }
    },
    fully_connected_s8: {
      cycles: { outputs: 28.95, macs: 9.021 },
      code: { one: 168.8 }
    },
    softmax_s8: {
      cycles: { elements: 136.6, one: 430.7 },
      code: { one: 0 }
    }
  },
  other: {
    cycles: { elements: 4.13, one: 1067 },
    code: { one: 200 }
  }
};
