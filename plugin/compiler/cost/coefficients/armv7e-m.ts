import type { ArchCoefficients } from '../arch-coefficients';

/** Written by `npm run bench -- costs --update --arch=armv7e-m`. */
export const ARMV7E_M: ArchCoefficients = {
  core: 'cortex-m4f',
  kernels: {
    add_affine_s8: {
      cycles: { macs: 9.632, one: 1489 },
      code: { one: 439 }
    },
    average_pool_2d_integer: {
      cycles: { macs: 2.585, one: 749.8 },
      code: { one: 312.5 }
    },
    conv_2d_packed_s8: {
      cycles: { outputs: 4.173, general_outputs: 1.691, overwriting_outputs: 0.8955, steps: 16.19, turns: 6.141, filters: 64.05, window_rows: 16.66, gathered: 7.235, gathered_bytes: 2.011, shared: 8.99 },
      code: { general: 462, one: 737.6, byte_wise: 452.9, neighbours: 373.6, spatial: 514.1 }
    },
    conv_2d_s8: {
      cycles: { outputs: 54.02, taps: 9.109, macs: 8.901 },
      code: { one: 292.7, spatial: 104.1 }
    },
    conv_2d_shared_s8: {
      cycles: { steps: 19.89, filters: 53.91, outputs: 27.57, tiles: 422.2, taps: 46.33, gathered: 17.67, gathered_bytes: 18.6 },
      code: { one: 41.3 },
      bodyBytes: 1128
    },
    conv_average_pool_packed_s8: {
      cycles: { convolution: 1.04 },
      code: { convolution: 1.562 }
    },
    conv_depthwise_conv_packed_s8: {
      cycles: { convolution: 1.001, depthwise: 1.114, pointwise: 1.039 },
      code: { convolution: 1.101, depthwise: 1.488, pointwise: 0.8111 }
    },
    conv_depthwise_packed_s8: {
      cycles: { convolution: 0.9588, depthwise: 1.286 },
      code: { convolution: 0.594, depthwise: 1.613 }
    },
    conv_max_pool_packed_s8: {
      cycles: { sums: 3.732, convolution: 0.9866 },
      code: { convolution: 0.7203 }
    },
    conv_winograd_expanding_s8: {
      cycles: { outputs: 35.87, general_outputs: 2.448, products: 68.45, expanded: 37.64 },
      code: { general: 71.93, one: 4351 }
    },
    conv_winograd_s8: {
      cycles: { outputs: 35.75, general_outputs: 2.32, products: 68.48, windows: 0.004422 },
      code: { general: 68.01, one: 3474 }
    },
    depthwise_3x3_packed_s8: {
      cycles: { outputs: 22.04, strided_outputs: 10.37, in_place_outputs: 1.296, lines: 65.16 },
      code: { one: 1217, in_place: 665.6 }
    },
    depthwise_3x3_shared_s8: {
      cycles: { outputs: 39.98, strided_outputs: 5.403, lines: 83.39, channels: 29.39 },
      code: { one: 256.9 },
      bodyBytes: 776
    },
    depthwise_conv_2d_s8: {
      cycles: { outputs: 9.855, taps: 21.63 },
      code: { one: 352.5, spatial: 123.9 }
    },
    depthwise_conv_packed_s8: {
      cycles: { depthwise: 1.09, pointwise: 0.9646 },
      code: { depthwise: 1.477, pointwise: 0.7062 }
    },
    depthwise_packed_s8: {
      cycles: { outputs: 28.24, tap_pairs: 30.94, channels: 1.825 },
      code: { one: 305.3 }
    },
    depthwise_shared_s8: {
      cycles: { pixels: 157.3, taps: 19.15, outputs: 32.97, tap_pairs: 33.99, channels: 7.772 },
      code: { one: 258.9 },
      bodyBytes: 718
    },
    fully_connected_packed_s8: {
      cycles: { outputs: 26.52, general_outputs: 1.842, groups: 14.81, words: 17.28, turns: 27.88, rest: 7.227, one: 12.57 },
      code: { one: 169.8, unrolled: 77.84, own_scales: 10.29 }
    },
    fully_connected_s8: {
      cycles: { outputs: 28.95, macs: 9.021 },
      code: { one: 168.7 }
    },
    softmax_s8: {
      cycles: { elements: 125.1, one: 464.8 },
      code: { one: 0 }
    }
  },
  other: {
    cycles: { elements: 2.994, one: 1139 },
    code: { one: 200 }
  }
};
