import type { ArchCoefficients } from '../arch-coefficients';

/** Written by `npm run bench -- costs --update --arch=armv7e-m`. */
export const ARMV7E_M: ArchCoefficients = {
  core: 'cortex-m4f',
  kernels: {
    add_affine_s8: {
      cycles: { macs: 9.659, one: 1156 },
      code: { one: 150.6 }
    },
    average_pool_2d_integer: {
      cycles: { macs: 2.584, one: 743.3 },
      code: { one: 426.4 }
    },
    conv_2d_packed_s8: {
      cycles: { general_outputs: 1.783, overwriting_outputs: 0.002564, steps: 16, turns: 6.668, filters: 84.01, window_rows: 14.98, gathered: 7.224, gathered_bytes: 2.182, shared: 9.12 },
      code: { general: 480.3, one: 784.4, byte_wise: 476.3, neighbours: 357.3, spatial: 509.1 }
    },
    conv_2d_s8: {
      cycles: { outputs: 53.31, taps: 9.157, macs: 8.933 },
      code: { one: 292.7, spatial: 105.5 }
    },
    conv_2d_shared_s8: {
      cycles: { steps: 20.32, outputs: 8.879, tiles: 459.5, taps: 67.01, gathered: 13.47, gathered_bytes: 9.175 },
      code: { one: 155.1 },
      bodyBytes: 1174
    },
    conv_average_pool_packed_s8: {
      cycles: { convolution: 1.116 },
      code: { convolution: 1.514 }
    },
    conv_depthwise_conv_packed_s8: {
      cycles: { convolution: 1.007, depthwise: 1.099, pointwise: 1.024 },
      code: { convolution: 1.04, depthwise: 1.608, pointwise: 0.8084 }
    },
    conv_depthwise_packed_s8: {
      cycles: { convolution: 0.9331, depthwise: 1.313 },
      code: { convolution: 0.5739, depthwise: 1.767 }
    },
    conv_max_pool_packed_s8: {
      cycles: { sums: 3.015, convolution: 0.9748 },
      code: { convolution: 0.6848 }
    },
    conv_winograd_add_s8: {
      cycles: { sums: 8.122, convolution: 1 },
      code: { convolution: 1.095 }
    },
    conv_winograd_expanding_add_s8: {
      cycles: { sums: 9.598, convolution: 1 },
      code: { convolution: 1.06 }
    },
    conv_winograd_expanding_s8: {
      cycles: { outputs: 30.84, general_outputs: 2.386, products: 68.54, windows: 78.29, expanded: 39.37 },
      code: { general: 28.17, one: 2897 }
    },
    conv_winograd_s8: {
      cycles: { outputs: 34.02, general_outputs: 2.395, products: 69.41, windows: 0.002021 },
      code: { one: 2449 }
    },
    depthwise_3x3_packed_s8: {
      cycles: { outputs: 22.02, strided_outputs: 10.42, in_place_outputs: 1.309, lines: 64.91 },
      code: { one: 1125, in_place: 665 }
    },
    depthwise_3x3_shared_s8: {
      cycles: { outputs: 39.97, strided_outputs: 5.39, lines: 83.83, channels: 27.19 },
      code: { one: 147.7 },
      bodyBytes: 776
    },
    depthwise_conv_2d_s8: {
      cycles: { outputs: 9.953, taps: 21.6 },
      code: { one: 239, spatial: 123.9 }
    },
    depthwise_conv_packed_s8: {
      cycles: { depthwise: 1.08, pointwise: 0.9692 },
      code: { depthwise: 1.515, pointwise: 0.7184 }
    },
    depthwise_packed_s8: {
      cycles: { pixels: 2.374, taps: 12.34, outputs: 26.79, tap_pairs: 31.08, channels: 1.549 },
      code: { one: 389.5 }
    },
    depthwise_shared_s8: {
      cycles: { pixels: 156.3, taps: 19.27, outputs: 32.96, tap_pairs: 33.99, channels: 7.759 },
      code: { one: 0 },
      bodyBytes: 718
    },
    fully_connected_packed_s8: {
      cycles: { outputs: 1.953, general_outputs: 1.174, groups: 88.08, words: 17.86, turns: 22.25, rest: 9.346, one: 100.6 },
      code: { one: 379.6 }
    },
    fully_connected_s8: {
      cycles: { outputs: 28.91, macs: 9.02 },
      code: { one: 168.6 }
    },
    softmax_s8: {
      cycles: { elements: 124.8, one: 462.9 },
      code: { one: 959 }
    }
  },
  other: {
    cycles: { elements: 2.99, one: 1134 },
    code: { one: 200 }
  }
};
