import type { ArchCoefficients } from '../arch-coefficients';

/** Written by `npm run bench -- costs --update --arch=armv6-m`. */
export const ARMV6_M: ArchCoefficients = {
  core: 'cortex-m0plus',
  kernels: {
    add_affine_s8: {
      cycles: { macs: 26.36, one: 5549 },
      code: { one: 246.1 }
    },
    average_pool_2d_integer: {
      cycles: { macs: 11.23, one: 2695 },
      code: { one: 814.7 }
    },
    conv_2d_packed_s8: {
      cycles: { outputs: 34.19, steps: 70.88, turns: 6.661, filters: 212.1, window_rows: 6.32, gathered: 21.32, gathered_bytes: 6.111, neighbour_rows: 357.4, shared: 15.52, rows: 70.66 },
      code: { general: 270.9, one: 792.5, byte_wise: 345.6, neighbours: 454.1, spatial: 354.4 }
    },
    conv_2d_s8: {
      cycles: { outputs: 133.3, taps: 11.49, macs: 10.71 },
      code: { one: 335.6, spatial: 131.9 }
    },
    conv_2d_shared_s8: {
      cycles: { steps: 70.68, filters: 107.2, outputs: 55.88, tiles: 895.2, taps: 70.02, gathered: 39.81, gathered_bytes: 31.19 },
      code: { one: 126.8 },
      bodyBytes: 708
    },
    conv_average_pool_packed_s8: {
      cycles: { convolution: 0.9974 },
      code: { convolution: 1.522 }
    },
    conv_depthwise_conv_packed_s8: {
      cycles: { convolution: 1.014, depthwise: 1.051, pointwise: 0.9874 },
      code: { depthwise: 2.34, pointwise: 0.7303 }
    },
    conv_depthwise_packed_s8: {
      cycles: { convolution: 1.025, depthwise: 1.041 },
      code: { convolution: 0.3514, depthwise: 1.76 }
    },
    conv_max_pool_packed_s8: {
      cycles: { sums: 22.44, convolution: 0.9575 },
      code: { convolution: 0.8897 }
    },
    conv_winograd_expanding_s8: {
      cycles: { outputs: 247.2, products: 305.8, expanded: 267.1 },
      code: { general: 30.38, one: 9960 }
    },
    conv_winograd_s8: {
      cycles: { outputs: 236.6, products: 308.6 },
      code: { general: 6.62, one: 6603 }
    },
    depthwise_3x3_packed_s8: {
      cycles: { outputs: 89.96, strided_outputs: 14.38, in_place_outputs: 7.878, lines: 35.56 },
      code: { one: 1253, in_place: 153.3 }
    },
    depthwise_3x3_shared_s8: {
      cycles: { outputs: 131.7, strided_outputs: 10.3, lines: 313.4 },
      code: { one: 304 },
      bodyBytes: 594
    },
    depthwise_conv_2d_s8: {
      cycles: { outputs: 81.23, taps: 28.26 },
      code: { one: 355.5, spatial: 144.4 }
    },
    depthwise_conv_packed_s8: {
      cycles: { depthwise: 1.012, pointwise: 1.019 },
      code: { depthwise: 1.668, pointwise: 0.2635 }
    },
    depthwise_packed_s8: {
      cycles: { outputs: 87.96, tap_pairs: 132.8 },
      code: { one: 729.9 }
    },
    depthwise_shared_s8: {
      cycles: { pixels: 29.73, taps: 50.47, outputs: 90.2, tap_pairs: 100.8, channels: 27.14 },
      code: { one: 239.9 },
      bodyBytes: 998
    },
    fully_connected_packed_s8: {
      cycles: { outputs: 54.53, groups: 85.42, words: 77.23, turns: 30.34, rest: 18.91, one: 43.31 },
      code: { one: 297.9, rest: 7.362, own_scales: 27.4 }
    },
    fully_connected_s8: {
      cycles: { outputs: 109.5, macs: 10.99 },
      code: { one: 201.5 }
    },
    softmax_s8: {
      cycles: { elements: 433.2, one: 1580 },
      code: { one: 961.5 }
    }
  },
  other: {
    cycles: { macs: 2.668, elements: 7.96, one: 4215 },
    code: { one: 200 }
  }
};
