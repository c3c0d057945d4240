import { ACTIVATION_CODES, graphShape, type ExportLayer, type LayerContext } from './layer-context';

/** The configuration of a convolution or pooling layer as tfjs gives it, for 1-D (one number) and 2-D alike. */
export interface Window2d {
  kernel: [number, number];
  strides: [number, number];
  padding: number;
}

const SAME = 0;
const VALID = 1;

/** Conv1D and Conv2D: kernels `[height, width, in, out]` become filters `[out, height, width, in]`. */
export const exportConvolution: ExportLayer = (context, [input]) => {
  const { name, builder, weights, outputShape } = context;
  const { values, shape } = weights[0];
  const [height, width, depth, filters] = shape.length === 3 ? [1, ...shape] : shape;
  const filter = new Float32Array(values.length);
  const taps = height * width * depth;
  for (let tap = 0; tap < taps; tap++) {
    for (let out = 0; out < filters; out++) filter[out * taps + tap] = values[tap * filters + out];
  }
  const output = builder.tensor(name, graphShape(outputShape), 'float32');
  const filterId = builder.constant(`${name}/filter`, [filters, height, width, depth], filter);
  builder.op('CONV_2D', [input, filterId, biasOf(context, filters)], [output], convolutionOptions(context));
  return output;
};

/** DepthwiseConv2D: kernels `[height, width, in, multiplier]` are filters `[1, height, width, in * multiplier]` as they are. */
export const exportDepthwise: ExportLayer = (context, [input]) => {
  const { name, builder, weights, outputShape } = context;
  const { values, shape } = weights[0];
  const channels = shape[2] * shape[3];
  const output = builder.tensor(name, graphShape(outputShape), 'float32');
  const filterId = builder.constant(`${name}/filter`, [1, shape[0], shape[1], channels], values);
  builder.op('DEPTHWISE_CONV_2D', [input, filterId, biasOf(context, channels)], [output], convolutionOptions(context));
  return output;
};

/** Kernel, strides and padding of a layer, a sequence layer's as those of an image of one row. */
export function windowOf(config: Record<string, any>): Window2d {
  const pair = (value: number | number[]): [number, number] => {
    const list = [value].flat();
    return list.length === 1 ? [1, list[0]] : [list[0], list[1]];
  };
  return {
    kernel: pair(config.kernelSize ?? config.poolSize),
    strides: pair(config.strides ?? config.poolSize),
    padding: config.padding === 'same' ? SAME : VALID,
  };
}

function convolutionOptions({ layer }: LayerContext): Record<string, number> {
  const config = layer.getConfig() as Record<string, any>;
  const { strides, padding } = windowOf(config);
  const [dilationHeight, dilationWidth] = config.dilationRate ? windowOf({ kernelSize: config.dilationRate }).kernel : [1, 1];
  return {
    padding, strideHeight: strides[0], strideWidth: strides[1], dilationHeight, dilationWidth,
    activation: ACTIVATION_CODES[config.activation ?? 'linear'] ?? 0,
  };
}

/** Bias constant; a layer without one gets zeros, for batch normalisation to be folded into. */
function biasOf({ builder, name, weights }: LayerContext, channels: number): number {
  return builder.constant(`${name}/bias`, [channels], weights[1]?.values ?? new Float32Array(channels));
}
