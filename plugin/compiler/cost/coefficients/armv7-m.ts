import type { ArchCoefficients } from '../arch-coefficients';

/** Written by `npm run bench -- costs --update --arch=armv7-m`. */
export const ARMV7_M: ArchCoefficients = {
  core: 'cortex-m3',
  kernels: {
    add_affine_s8: {
      cycles: { macs: 11.96, one: 487.6 },
      code: { one: 150.6 }
    },
    average_pool_2d_integer: {
      cycles: { macs: 9.624, one: 934.2 },
      code: { one: 280 }
    },
    conv_2d_packed_s8: {
      cycles: { outputs: 9.761, general_outputs: 0.9307, overwriting_outputs: 0.2408, steps: 53.09, filters: 102.2, window_rows: 0.4876, gathered: 15.34, gathered_bytes: 4.068, neighbour_rows: 14.44, shared: 14.49, rows: 57.85 },
      code: { general: 160.4, one: 613.7, unrolled: 3.061, byte_wise: 26.43, neighbours: 303.7, spatial: 370.6 }
    },
    conv_2d_s8: {
      cycles: { outputs: 59.68, taps: 8.996, macs: 9.85 },
      code: { one: 309.4, spatial: 103.7 }
    },
    conv_2d_shared_s8: {
      cycles: { steps: 52.87, filters: 79.34, outputs: 26.95, tiles: 544.2, taps: 49.82, gathered: 23.01, gathered_bytes: 19.93 },
      code: { one: 147.6 },
      bodyBytes: 622
    },
    conv_average_pool_packed_s8: {
      cycles: { convolution: 1.022 },
      code: { convolution: 1.421 }
    },
    conv_depthwise_conv_packed_s8: {
      cycles: { convolution: 0.996, depthwise: 1.113, pointwise: 1.002 },
      code: { convolution: 1.32, pointwise: 2.492 }
    },
    conv_depthwise_packed_s8: {
      cycles: { convolution: 1.022, depthwise: 1.126 },
      code: { convolution: 0.6989, depthwise: 1.554 }
    },
    conv_max_pool_packed_s8: {
      cycles: { sums: 10.65, convolution: 0.9862 },
      code: { convolution: 0.9461 }
    },
    conv_winograd_expanding_s8: {
      cycles: { outputs: 110.2, general_outputs: 1.276, products: 216.3, expanded: 109 },
      code: { general: 56.06, one: 5850 }
    },
    conv_winograd_s8: {
      cycles: { outputs: 110.7, general_outputs: 0.9735, products: 212.2, windows: 0.027 },
      code: { general: 30.79, one: 3684 }
    },
    depthwise_3x3_packed_s8: {
      cycles: { outputs: 51.62, strided_outputs: 5.878, in_place_outputs: 5.17, lines: 7.557 },
      code: { one: 865.4, in_place: 132.9 }
    },
    depthwise_3x3_shared_s8: {
      cycles: { outputs: 67.98, strided_outputs: 19.47, lines: 186.6, channels: 5.469 },
      code: { one: 278.5 },
      bodyBytes: 444
    },
    depthwise_conv_2d_s8: {
      cycles: { outputs: 12.34, taps: 22.77 },
      code: { one: 258.2, spatial: 131.9 }
    },
    depthwise_conv_packed_s8: {
      cycles: { depthwise: 1.055, pointwise: 1.024 },
      code: { depthwise: 1.383, pointwise: 0.6437 }
    },
    depthwise_packed_s8: {
      cycles: { outputs: 41.27, tap_pairs: 60.79 },
      code: { one: 553 }
    },
    depthwise_shared_s8: {
      cycles: { pixels: 195.3, taps: 15.44, outputs: 36.52, tap_pairs: 58.55, channels: 6.122 },
      code: { one: 154.2 },
      bodyBytes: 784
    },
    fully_connected_packed_s8: {
      cycles: { outputs: 28.75, general_outputs: 0.5726, groups: 32.54, words: 59.6, turns: 18.64, one: 38.38 },
      code: { one: 196.9, rest: 2.27, own_scales: 23.89 }
    },
    fully_connected_s8: {
      cycles: { outputs: 31.93, macs: 10.03 },
      code: { one: 167.2 }
    },
    softmax_s8: {
      cycles: { elements: 137.3, one: 522.1 },
      code: { one: 733.7 }
    }
  },
  other: {
    cycles: { macs: 8.124, elements: 1.247, one: 1446 },
    code: { one: 200 }
  }
};
