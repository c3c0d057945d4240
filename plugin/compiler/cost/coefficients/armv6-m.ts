import type { ArchCoefficients } from '../arch-coefficients';

/** Written by `npm run bench -- costs --update --arch=armv6-m`. */
export const ARMV6_M: ArchCoefficients = {
  core: 'cortex-m0plus',
  kernels: {
    add_affine_s8: {
      cycles: { macs: 26.31, one: 5535 },
      code: { one: 246.1 }
    },
    average_pool_2d_integer: {
      cycles: { macs: 11.21, one: 2700 },
      code: { one: 744.9 }
    },
    conv_2d_packed_s8: {
      cycles: { outputs: 32.6, overwriting_outputs: 0.09724, steps: 70.78, turns: 6.25, filters: 224.3, window_rows: 6.434, gathered: 21.97, gathered_bytes: 6.224, neighbour_rows: 218.2, shared: 21.05, rows: 67.93 },
      code: { general: 219.6, one: 822.4, byte_wise: 338.4, neighbours: 86.35, spatial: 356.4 }
    },
    conv_2d_s8: {
      cycles: { outputs: 133.2, taps: 11.51, macs: 10.71 },
      code: { one: 335.6, spatial: 131.9 }
    },
    conv_2d_shared_s8: {
      cycles: { steps: 71.11, outputs: 66.48, tiles: 1043, taps: 108.3, gathered: 37.37, gathered_bytes: 17.29 },
      code: { one: 123.8 },
      bodyBytes: 720
    },
    conv_average_pool_packed_s8: {
      cycles: { convolution: 0.9976 },
      code: { convolution: 1.408 }
    },
    conv_depthwise_conv_packed_s8: {
      cycles: { convolution: 1.013, depthwise: 1.046, pointwise: 0.9884 },
      code: { depthwise: 2.311, pointwise: 0.7459 }
    },
    conv_depthwise_packed_s8: {
      cycles: { convolution: 1.022, depthwise: 1.039 },
      code: { convolution: 0.3571, depthwise: 1.731 }
    },
    conv_max_pool_packed_s8: {
      cycles: { sums: 21.12, convolution: 0.9588 },
      code: { convolution: 0.9152 }
    },
    conv_winograd_add_s8: {
      cycles: { sums: 15.15, convolution: 1.012 },
      code: { convolution: 1.09 }
    },
    conv_winograd_expanding_add_s8: {
      cycles: { sums: 31.78, convolution: 0.9954 },
      code: { convolution: 1.075 }
    },
    conv_winograd_expanding_s8: {
      cycles: { outputs: 249.3, products: 307.4, expanded: 282.5 },
      code: { one: 6006 }
    },
    conv_winograd_s8: {
      cycles: { outputs: 253, products: 306.4 },
      code: { one: 4155 }
    },
    depthwise_3x3_packed_s8: {
      cycles: { outputs: 89.85, strided_outputs: 13.96, in_place_outputs: 8, lines: 36.42, channels: 13.54 },
      code: { one: 1278, in_place: 173.1 }
    },
    depthwise_3x3_shared_s8: {
      cycles: { outputs: 131.7, strided_outputs: 10.37, lines: 312.5, channels: 0.09691 },
      code: { one: 311.6 },
      bodyBytes: 594
    },
    depthwise_conv_2d_s8: {
      cycles: { outputs: 81.85, taps: 28.02 },
      code: { one: 344.7, spatial: 144.4 }
    },
    depthwise_conv_packed_s8: {
      cycles: { depthwise: 1.009, pointwise: 1.016 },
      code: { depthwise: 1.644, pointwise: 0.2695 }
    },
    depthwise_packed_s8: {
      cycles: { outputs: 88.1, tap_pairs: 132.8 },
      code: { one: 792.5 }
    },
    depthwise_shared_s8: {
      cycles: { pixels: 29.79, taps: 50.35, outputs: 90.2, tap_pairs: 100.7, channels: 27.15 },
      code: { one: 228.8 },
      bodyBytes: 998
    },
    fully_connected_packed_s8: {
      cycles: { outputs: 18.22, groups: 260.2, words: 80.79, rest: 33.29, one: 99.88 },
      code: { one: 227.9 }
    },
    fully_connected_s8: {
      cycles: { outputs: 109.4, macs: 10.99 },
      code: { one: 201.3 }
    },
    softmax_s8: {
      cycles: { elements: 433.1, one: 1582 },
      code: { one: 1101 }
    }
  },
  other: {
    cycles: { macs: 2.658, elements: 7.947, one: 4218 },
    code: { one: 200 }
  }
};
