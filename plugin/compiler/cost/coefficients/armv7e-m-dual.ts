import type { ArchCoefficients } from '../arch-coefficients';

/** Written by `npm run bench -- costs --update --arch=armv7e-m-dual`. */
export const ARMV7E_M_DUAL: ArchCoefficients = {
  core: 'cortex-m7',
  kernels: {
    add_affine_s8: {
      cycles: { macs: 8.493, one: 3204 },
      code: { one: 155.4 }
    },
    average_pool_2d_integer: {
      cycles: { macs: 1.312, one: 408.7 },
      code: { one: 358.9 }
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
      code: { one: 156.6 },
      bodyBytes: 1184
    },
    conv_average_pool_packed_s8: {
      cycles: { convolution: 1.396 },
      code: { convolution: 1.374 }
    },
    conv_depthwise_conv_packed_s8: {
      cycles: { convolution: 0.9707, depthwise: 1.035, pointwise: 1.035 },
      code: { convolution: 0.9384, depthwise: 1.601, pointwise: 0.946 }
    },
    conv_depthwise_packed_s8: {
      cycles: { convolution: 0.9296, depthwise: 1.159 },
      code: { convolution: 0.5911, depthwise: 1.746 }
    },
    conv_max_pool_packed_s8: {
      cycles: { sums: 5.131, convolution: 0.9538 },
      code: { convolution: 0.7927 }
    },
    conv_winograd_add_s8: {
      cycles: { sums: 7.678, convolution: 0.999 },
      code: { convolution: 1.087 }
    },
    conv_winograd_expanding_add_s8: {
      cycles: { sums: 7.669, convolution: 0.9947 },
      code: { convolution: 1.036 }
    },
    conv_winograd_expanding_s8: {
      cycles: { outputs: 20.91, general_outputs: 2.181, products: 34.09, windows: 76.59, expanded: 31.29 },
      code: { general: 57.45, one: 2858 }
    },
    conv_winograd_s8: {
      cycles: { outputs: 25.06, general_outputs: 3.013, products: 34.51, windows: 0.02084 },
      code: { one: 2430 }
    },
    depthwise_3x3_packed_s8: {
      cycles: { outputs: 17.98, strided_outputs: 5.432, lines: 25.4, channels: 18.82 },
      code: { one: 1122, in_place: 678 }
    },
    depthwise_3x3_shared_s8: {
      cycles: { outputs: 25.82, strided_outputs: 6.816, lines: 56.2 },
      code: { one: 136.1 },
      bodyBytes: 1156
    },
    depthwise_conv_2d_s8: {
      cycles: { outputs: 10.83, taps: 13.03 },
      code: { one: 238.1, spatial: 119.3 }
    },
    depthwise_conv_packed_s8: {
      cycles: { depthwise: 0.993, pointwise: 0.9657 },
      code: { depthwise: 1.397, pointwise: 0.871 }
    },
    depthwise_packed_s8: {
      cycles: { pixels: 1.49, taps: 6.269, outputs: 20.2, tap_pairs: 21.32, channels: 1.13 },
      code: { one: 367.2 }
    },
    depthwise_shared_s8: {
      cycles: { taps: 25.71, outputs: 27.46, tap_pairs: 19.25, channels: 8.925 },
      code: { one: 0 },
      bodyBytes: 726
    },
    fully_connected_packed_s8: {
      cycles: { outputs: 1.604, general_outputs: 2.462, groups: 61.43, words: 9.382, turns: 9.245, rest: 8.758, one: 52.68 },
      code: { one: 379.2 }
    },
    fully_connected_s8: {
      cycles: { outputs: 19.52, macs: 5.008 },
      code: { one: 166.8 }
    },
    softmax_s8: {
      cycles: { elements: 86.72, one: 338.1 },
      code: { one: 1014 }
    }
  },
  other: {
    cycles: { elements: 2.085, one: 646.7 },
    code: { one: 200 }
  }
};
