import type { ArchCoefficients } from '../arch-coefficients';

/** Written by `npm run bench -- costs --update --arch=armv7e-m-dual`. */
export const ARMV7E_M_DUAL: ArchCoefficients = {
  core: 'cortex-m7',
  kernels: {
    add_affine_s8: {
      cycles: { macs: 8.493, one: 3203 },
      code: { one: 155.4 }
    },
    average_pool_2d_integer: {
      cycles: { macs: 1.312, one: 409.6 },
      code: { one: 371.9 }
    },
    conv_2d_packed_s8: {
      cycles: { general_outputs: 0.9064, steps: 8.044, turns: 3.94, filters: 55.75, tiles: 32.67, window_rows: 4.424, gathered: 4.093, gathered_bytes: 1.119, shared: 6.269 },
      code: { general: 482, one: 800.5, byte_wise: 491, neighbours: 363.8, spatial: 507.2 }
    },
    conv_2d_s8: {
      cycles: { outputs: 33.87, taps: 6.987, macs: 4.917 },
      code: { one: 295.7, spatial: 99.38 }
    },
    conv_2d_shared_s8: {
      cycles: { steps: 10.76, outputs: 5.934, tiles: 268.9, taps: 53.69, gathered: 10.25, gathered_bytes: 6.334 },
      code: { one: 169.7 },
      bodyBytes: 1184
    },
    conv_average_pool_packed_s8: {
      cycles: { convolution: 1.393 },
      code: { convolution: 2.096 }
    },
    conv_depthwise_conv_packed_s8: {
      cycles: { convolution: 0.7826, depthwise: 1.1, pointwise: 1.229 },
      code: { convolution: 1.192, depthwise: 1.695, pointwise: 1.27 }
    },
    conv_depthwise_packed_s8: {
      cycles: { convolution: 0.8959, depthwise: 1.14 },
      code: { convolution: 1.304, depthwise: 1.342 }
    },
    conv_max_pool_packed_s8: {
      cycles: { sums: 7.148, convolution: 0.9303 },
      code: { convolution: 0.5893 }
    },
    conv_winograd_expanding_s8: {
      cycles: { outputs: 21.54, general_outputs: 2.143, products: 34.85, windows: 70.27, expanded: 29.26 },
      code: { general: 57.45, one: 2842 }
    },
    conv_winograd_s8: {
      cycles: { outputs: 24.9, general_outputs: 3.019, products: 34.57, windows: 0.01962 },
      code: { one: 2411 }
    },
    depthwise_3x3_packed_s8: {
      cycles: { outputs: 16.41, strided_outputs: 3.176, in_place_outputs: 0.3434, lines: 49.59, channels: 98.78 },
      code: { one: 51.52, strided: 669, in_place: 0.4829 },
      bodyBytes: 1156
    },
    depthwise_3x3_shared_s8: {
      cycles: { outputs: 16.17, strided_outputs: 19.26, lines: 33.92, channels: 224.2 },
      code: { one: 119.6 },
      bodyBytes: 1156
    },
    depthwise_conv_2d_s8: {
      cycles: { outputs: 10.83, taps: 13.03 },
      code: { one: 238.1, spatial: 119.3 }
    },
    depthwise_conv_packed_s8: {
      cycles: { depthwise: 0.8892, pointwise: 1.033 },
      code: { depthwise: 1.294, pointwise: 1.31 }
    },
    depthwise_packed_s8: {
      cycles: { pixels: 1.49, taps: 6.269, outputs: 20.2, tap_pairs: 21.32, channels: 1.13 },
      code: { one: 359.1 }
    },
    depthwise_shared_s8: {
      cycles: { taps: 25.71, outputs: 27.46, tap_pairs: 19.25, channels: 8.925 },
      code: { one: 0 },
      bodyBytes: 726
    },
    fully_connected_packed_s8: {
      cycles: { outputs: 1.274, general_outputs: 2.489, groups: 63.01, words: 9.224, turns: 10.45, rest: 8.571, one: 53.36 },
      code: { one: 379 }
    },
    fully_connected_s8: {
      cycles: { outputs: 19.52, macs: 5.008 },
      code: { one: 166.8 }
    },
    softmax_s8: {
      cycles: { elements: 86.71, one: 338.5 },
      code: { one: 1002 }
    }
  },
  other: {
    cycles: { elements: 2.085, one: 647.4 },
    code: { one: 200 }
  }
};
