import type { ArchCoefficients } from '../arch-coefficients';

/** Written by `npm run bench -- costs --update --arch=armv7-m`. */
export const ARMV7_M: ArchCoefficients = {
  core: 'cortex-m3',
  kernels: {
    add_affine_s8: {
      cycles: { macs: 11.96, one: 488.4 },
      code: { one: 150.6 }
    },
    average_pool_2d_integer: {
      cycles: { macs: 9.716, one: 910.9 },
      code: { one: 289.7 }
    },
    conv_2d_packed_s8: {
      cycles: { outputs: 10.4, general_outputs: 0.9106, overwriting_outputs: 0.1288, steps: 53.08, filters: 97.13, window_rows: 0.4599, gathered: 15.38, gathered_bytes: 4.072, neighbour_rows: 22.19, shared: 14.3, rows: 57.22 },
      code: { general: 160.4, one: 620.4, unrolled: 3.061, byte_wise: 26.43, neighbours: 303.7, spatial: 370.6 }
    },
    conv_2d_s8: {
      cycles: { outputs: 59.68, taps: 8.997, macs: 9.849 },
      code: { one: 294.7, spatial: 103.7 }
    },
    conv_2d_shared_s8: {
      cycles: { steps: 53.23, outputs: 34.46, tiles: 655.9, taps: 68.63, gathered: 19.24, gathered_bytes: 10.86 },
      code: { one: 132.3 },
      bodyBytes: 626
    },
    conv_average_pool_packed_s8: {
      cycles: { convolution: 1.023 },
      code: { convolution: 1.325 }
    },
    conv_depthwise_conv_packed_s8: {
      cycles: { convolution: 0.9915, depthwise: 1.115, pointwise: 1.009 },
      code: { convolution: 1.352, pointwise: 2.472 }
    },
    conv_depthwise_packed_s8: {
      cycles: { convolution: 1.018, depthwise: 1.128 },
      code: { convolution: 0.6989, depthwise: 1.556 }
    },
    conv_max_pool_packed_s8: {
      cycles: { sums: 10.88, convolution: 0.9861 },
      code: { convolution: 0.9633 }
    },
    conv_winograd_add_s8: {
      cycles: { sums: 9.742, convolution: 1.001 },
      code: { convolution: 1.084 }
    },
    conv_winograd_expanding_add_s8: {
      cycles: { sums: 11.96, convolution: 0.9992 },
      code: { convolution: 1.069 }
    },
    conv_winograd_expanding_s8: {
      cycles: { outputs: 111.9, general_outputs: 1.018, products: 212, expanded: 118.4 },
      code: { general: 20.17, one: 3582 }
    },
    conv_winograd_s8: {
      cycles: { outputs: 110.5, general_outputs: 1.006, products: 212.5, windows: 0.02655 },
      code: { one: 2377 }
    },
    depthwise_3x3_packed_s8: {
      cycles: { outputs: 51.22, strided_outputs: 5.431, in_place_outputs: 6.686, lines: 15.19 },
      code: { one: 867.9, in_place: 131.5 }
    },
    depthwise_3x3_shared_s8: {
      cycles: { outputs: 68.01, strided_outputs: 18.79, lines: 183.8, channels: 15.49 },
      code: { one: 300.4 },
      bodyBytes: 444
    },
    depthwise_conv_2d_s8: {
      cycles: { outputs: 12.44, taps: 22.73 },
      code: { one: 259.5, spatial: 131.9 }
    },
    depthwise_conv_packed_s8: {
      cycles: { depthwise: 1.063, pointwise: 1.019 },
      code: { depthwise: 1.384, pointwise: 0.6463 }
    },
    depthwise_packed_s8: {
      cycles: { outputs: 39.8, tap_pairs: 61.81 },
      code: { one: 591.7 }
    },
    depthwise_shared_s8: {
      cycles: { pixels: 151.9, taps: 21.2, outputs: 37.89, tap_pairs: 56.81, channels: 8.093 },
      code: { one: 139.9 },
      bodyBytes: 784
    },
    fully_connected_packed_s8: {
      cycles: { general_outputs: 0.2265, groups: 137.5, words: 60.67, turns: 10.56, rest: 18.68, one: 87 },
      code: { one: 165.1 }
    },
    fully_connected_s8: {
      cycles: { outputs: 31.94, macs: 10.03 },
      code: { one: 167.1 }
    },
    softmax_s8: {
      cycles: { elements: 137.2, one: 523.1 },
      code: { one: 858.7 }
    }
  },
  other: {
    cycles: { macs: 8.246, elements: 1.207, one: 1445 },
    code: { one: 200 }
  }
};
