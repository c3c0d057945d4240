import type { ArchCoefficients } from '../arch-coefficients';

/** Written by `npm run bench -- costs --update --arch=armv7e-m`. */
export const ARMV7E_M: ArchCoefficients = {
  core: 'cortex-m4f',
  kernels: {
    add_affine_s8: {
      cycles: { macs: 9.689, one: 777.1 },
      code: { one: 150.5 }
    },
    average_pool_2d_integer: {
      cycles: { macs: 2.586, one: 743 },
      code: { one: 377.5 }
    },
    conv_2d_packed_s8: {
      cycles: { general_outputs: 1.884, steps: 16.09, turns: 6.392, filters: 84.05, window_rows: 14.41, gathered: 7.298, gathered_bytes: 2.222, shared: 9.355 },
      code: { general: 481.2, one: 748.8, byte_wise: 469.8, neighbours: 341.3, spatial: 523.3 }
    },
    conv_2d_s8: {
      cycles: { outputs: 54.02, taps: 9.109, macs: 8.901 },
      code: { one: 292.7, spatial: 104.1 }
    },
    conv_2d_shared_s8: {
      cycles: { steps: 20.47, outputs: 8.343, tiles: 503.9, taps: 67.5, gathered: 14.77, gathered_bytes: 9.117 },
      code: { one: 190.3 },
      bodyBytes: 1174
    },
    conv_average_pool_packed_s8: {
      cycles: { convolution: 1.116 },
      code: { convolution: 1.579 }
    },
    conv_depthwise_conv_packed_s8: {
      cycles: { convolution: 1.008, depthwise: 1.1, pointwise: 1.019 },
      code: { convolution: 1.055, depthwise: 1.673, pointwise: 0.8181 }
    },
    conv_depthwise_packed_s8: {
      cycles: { convolution: 0.9341, depthwise: 1.315 },
      code: { convolution: 0.5706, depthwise: 1.824 }
    },
    conv_max_pool_packed_s8: {
      cycles: { sums: 2.808, convolution: 0.9841 },
      code: { convolution: 0.6969 }
    },
    conv_winograd_expanding_s8: {
      cycles: { outputs: 35.74, general_outputs: 2.449, products: 68.53, expanded: 40.76 },
      code: { general: 30.06, one: 2980 }
    },
    conv_winograd_s8: {
      cycles: { outputs: 33.55, general_outputs: 2.649, products: 70.12, windows: 0.001223 },
      code: { one: 2585 }
    },
    depthwise_3x3_packed_s8: {
      cycles: { outputs: 22.02, strided_outputs: 10.4, in_place_outputs: 1.364, lines: 65.54 },
      code: { one: 1125, in_place: 665 }
    },
    depthwise_3x3_shared_s8: {
      cycles: { outputs: 41.12, strided_outputs: 5.105, lines: 65.94, channels: 92.64 },
      code: { one: 233.9 },
      bodyBytes: 776
    },
    depthwise_conv_2d_s8: {
      cycles: { outputs: 9.855, taps: 21.63 },
      code: { one: 239, spatial: 123.9 }
    },
    depthwise_conv_packed_s8: {
      cycles: { depthwise: 1.078, pointwise: 0.97 },
      code: { depthwise: 1.572, pointwise: 0.7248 }
    },
    depthwise_packed_s8: {
      cycles: { pixels: 2.374, taps: 12.34, outputs: 26.79, tap_pairs: 31.08, channels: 1.549 },
      code: { one: 585.1 }
    },
    depthwise_shared_s8: {
      cycles: { pixels: 156.4, taps: 19.25, outputs: 32.96, tap_pairs: 33.99, channels: 7.783 },
      code: { one: 8.789 },
      bodyBytes: 718
    },
    fully_connected_packed_s8: {
      cycles: { outputs: 11.39, general_outputs: 0.8367, groups: 52.82, words: 20, turns: 7.623, one: 92.01 },
      code: { one: 192.2, unrolled: 78.92 }
    },
    fully_connected_s8: {
      cycles: { outputs: 28.95, macs: 9.021 },
      code: { one: 168.2 }
    },
    softmax_s8: {
      cycles: { elements: 125, one: 463.2 },
      code: { one: 1004 }
    }
  },
  other: {
    cycles: { elements: 2.988, one: 1136 },
    code: { one: 200 }
  }
};
