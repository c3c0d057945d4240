import type { ArchCoefficients } from '../arch-coefficients';

/** Written by `npm run bench -- costs --update --arch=armv7e-m-dual`. */
export const ARMV7E_M_DUAL: ArchCoefficients = {
  core: 'cortex-m7',
  kernels: {
    add_affine_s8: {
      cycles: { macs: 8.59, one: 2002 },
      code: { one: 281.1 }
    },
    average_pool_2d_integer: {
      cycles: { macs: 1.313, one: 408.6 },
      code: { one: 829.4 }
    },
    conv_2d_packed_s8: {
      cycles: { general_outputs: 0.987, steps: 8.027, turns: 3.335, filters: 53.99, tiles: 1.037, window_rows: 11.36, gathered: 4.94, gathered_bytes: 1.258, shared: 6.851 },
      code: { general: 485.1, one: 746.2, byte_wise: 472.6, neighbours: 345.6, spatial: 516.2 }
    },
    conv_2d_s8: {
      cycles: { outputs: 34.21, taps: 6.96, macs: 4.903 },
      code: { one: 295.7, spatial: 98.42 }
    },
    conv_2d_shared_s8: {
      cycles: { steps: 10.76, filters: 63.85, outputs: 14.13, tiles: 343.5, taps: 36.3, gathered: 13.07, gathered_bytes: 13.93 },
      code: { one: 57.37 },
      bodyBytes: 910
    },
    conv_average_pool_packed_s8: {
      cycles: { convolution: 1.407 },
      code: { convolution: 1.522 }
    },
    conv_depthwise_conv_packed_s8: {
      cycles: { convolution: 0.8905, depthwise: 1.043, pointwise: 1.132 },
      code: { convolution: 0.667, depthwise: 1.384, pointwise: 1.461 }
    },
    conv_depthwise_packed_s8: {
      cycles: { convolution: 0.9499, depthwise: 1.006 },
      code: { convolution: 0.6158, depthwise: 1.649 }
    },
    conv_max_pool_packed_s8: {
      cycles: { sums: 5.417, convolution: 0.9469 },
      code: { convolution: 0.7896 }
    },
    conv_winograd_expanding_s8: {
      cycles: { outputs: 26.33, general_outputs: 1.287, products: 34.1, expanded: 31.06 },
      code: { general: 60.32, one: 3810 }
    },
    conv_winograd_s8: {
      cycles: { outputs: 26.17, general_outputs: 1.264, products: 34.58, windows: 0.0679 },
      code: { one: 2915 }
    },
    depthwise_3x3_packed_s8: {
      cycles: { outputs: 12.94, strided_outputs: 9.86, lines: 25.74, channels: 53.41 },
      code: { one: 1243, in_place: 955.2 }
    },
    depthwise_3x3_shared_s8: {
      cycles: { outputs: 26.01, strided_outputs: 7.062, lines: 50.87, channels: 5.284 },
      code: { one: 169.9 },
      bodyBytes: 784
    },
    depthwise_conv_2d_s8: {
      cycles: { outputs: 10.67, taps: 13.09 },
      code: { one: 311.9, spatial: 119.3 }
    },
    depthwise_conv_packed_s8: {
      cycles: { depthwise: 0.9103, pointwise: 0.9595 },
      code: { depthwise: 1.19, pointwise: 1.115 }
    },
    depthwise_packed_s8: {
      cycles: { pixels: 1.455, taps: 8.502, outputs: 20.25, tap_pairs: 21.15, channels: 1.186 },
      code: { one: 303.1 }
    },
    depthwise_shared_s8: {
      cycles: { pixels: 12.01, taps: 25.44, outputs: 26.83, tap_pairs: 20.06, channels: 7.77 },
      code: { one: 224.3 },
      bodyBytes: 726
    },
    fully_connected_packed_s8: {
      cycles: { outputs: 19.71, general_outputs: 2.006, groups: 4.233, words: 8.771, turns: 14.82, rest: 0.2784, one: 9.561 },
      code: { one: 171, unrolled: 77.44, own_scales: 6.297 }
    },
    fully_connected_s8: {
      cycles: { outputs: 19.57, macs: 5.008 },
      code: { one: 167 }
    },
    softmax_s8: {
      cycles: { elements: 86.97, one: 339.6 },
      code: { one: 0 }
    }
  },
  other: {
    cycles: { elements: 2.081, one: 648.7 },
    code: { one: 200 }
  }
};
