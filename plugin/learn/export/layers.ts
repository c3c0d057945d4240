import { exportConvolution, exportDepthwise, windowOf } from './convolutions';
import { foldBatchNorm } from './fold-batch-norm';
import { ACTIVATION_CODES, graphShape, reshape, soleProducer, type ExportLayer, type LayerContext } from './layer-context';
import { ImpulseError } from '../../errors';

const identity: ExportLayer = (_, [input]) => input;

/** Every layer that can be exported, by its class in TensorFlow.js. */
export const LAYER_EXPORTERS: Readonly<Record<string, ExportLayer>> = {
  Activation: (context, inputs) => applyActivation(context, inputs[0], (context.layer.getConfig() as { activation: string }).activation),
  Add: exportAdd,
  AveragePooling1D: (context, inputs) => exportPool('AVERAGE_POOL_2D', context, inputs),
  AveragePooling2D: (context, inputs) => exportPool('AVERAGE_POOL_2D', context, inputs),
  BatchNormalization: foldBatchNorm,
  Conv1D: exportConvolution,
  Conv2D: exportConvolution,
  Dense: exportDense,
  DepthwiseConv2D: exportDepthwise,
  Dropout: identity,
  Flatten: exportReshape,
  FusedBatchNorm: foldBatchNorm,
  GaussianNoise: identity,
  GlobalAveragePooling1D: exportMean,
  GlobalAveragePooling2D: exportMean,
  InputLayer: identity,
  MaxPooling1D: (context, inputs) => exportPool('MAX_POOL_2D', context, inputs),
  MaxPooling2D: (context, inputs) => exportPool('MAX_POOL_2D', context, inputs),
  ReLU: (context, inputs) => applyActivation(context, inputs[0], (context.layer.getConfig() as { maxValue?: number }).maxValue === 6 ? 'relu6' : 'relu'),
  Reshape: exportReshape,
  SeededDropout: identity,
};

/** Dense kernels `[in, out]` become weights `[out, in]`. */
function exportDense({ builder, layer, name, weights, outputShape }: LayerContext, [input]: number[]): number {
  const [inputs, outputs] = weights[0].shape;
  const rows = Float32Array.from({ length: inputs * outputs }, (_, at) => weights[0].values[(at % inputs) * outputs + Math.floor(at / inputs)]);
  const filter = builder.constant(`${name}/weights`, [outputs, inputs], rows);
  const bias = builder.constant(`${name}/bias`, [outputs], weights[1]?.values ?? new Float32Array(outputs));
  const output = builder.tensor(name, graphShape(outputShape), 'float32');
  const { activation = 'linear' } = layer.getConfig() as { activation?: string };
  builder.op('FULLY_CONNECTED', [input, filter, bias], [output], { activation: ACTIVATION_CODES[activation] ?? 0, weightsFormat: 0, keepDims: 0 });
  return output;
}

/** Merged into the operator before where that has none yet. */
function applyActivation({ builder, layer, name, outputShape }: LayerContext, input: number, activation: string): number {
  const code = ACTIVATION_CODES[activation];
  if (code === undefined) {
    throw new ImpulseError('IMP_LAYER_UNSUPPORTED', { layer: layer.name, type: `Activation ${activation}`, problem: `known: ${Object.keys(ACTIVATION_CODES).join(', ')}` });
  }
  if (code === 0) return input;
  const producer = soleProducer(builder.graph, input);
  if (producer?.options.activation === 0) {
    producer.options.activation = code;
    return input;
  }
  const output = builder.tensor(name, graphShape(outputShape), 'float32');
  builder.op(activation === 'relu6' ? 'RELU6' : 'RELU', [input], [output]);
  return output;
}

function exportPool(operator: string, { builder, layer, name, outputShape }: LayerContext, [input]: number[]): number {
  const { kernel, strides, padding } = windowOf(layer.getConfig());
  const output = builder.tensor(name, graphShape(outputShape), 'float32');
  builder.op(operator, [input], [output], {
    padding, strideHeight: strides[0], strideWidth: strides[1], filterHeight: kernel[0], filterWidth: kernel[1], activation: 0,
  });
  return output;
}

/** A mean keeps its own scale in int8, where an average pool must keep its input's. */
function exportMean({ builder, name, outputShape }: LayerContext, [input]: number[]): number {
  const output = builder.tensor(name, graphShape(outputShape), 'float32');
  const axes = builder.constant(`${name}/axes`, [2], Int32Array.of(1, 2));
  builder.op('MEAN', [input, axes], [output], { keepDims: 0 });
  return output;
}

function exportReshape(context: LayerContext, [input]: number[]): number {
  return reshape(context, input, graphShape(context.outputShape), context.name);
}

function exportAdd({ builder, name, outputShape }: LayerContext, inputs: number[]): number {
  return inputs.reduce((sum, input, index) => {
    const output = builder.tensor(inputs.length > 2 ? `${name}/${index}` : name, graphShape(outputShape), 'float32');
    builder.op('ADD', [sum, input], [output], { activation: 0 });
    return output;
  });
}
