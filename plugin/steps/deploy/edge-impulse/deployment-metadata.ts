import { elementCount, type Graph, type Tensor } from '../../../compiler/ir/graph';
import type { CompileFacts } from '../../compile/compile-facts';
import type { ImpulseParams } from '../../compile/assemble-impulse';

/** Where Edge Impulse's deployment blocks find their data, and leave their archive. */
const HOME = '/home';
/** Where a deploy block of Edge Impulse finds its input, inside of the container. */
export const INPUT = `${HOME}/input`;
/** Where it leaves its package. */
export const OUTPUT = `${HOME}/output`;

/** The file that tells it all it is asked for. */
export const METADATA_FILE = 'deployment-metadata.json';

/** The int8 model of a learn block. */
export interface DeployedModel {
  learn: string;
  /** Where the block finds it. */
  path: string;
  graph: Graph;
}

/** Our blocks that Edge Impulse knows by the same name. */
const DSP_TYPES = ['flatten', 'image', 'mfcc', 'mfe', 'raw', 'spectral-analysis', 'spectrogram'];

const LEARN_TYPES = { classes: 'keras', value: 'keras-regression', anomaly: 'anomaly' } as const;
/** Blocks that it tells apart though they give the same kind of result. */
const LEARN_TYPE_OF_BLOCK: Record<string, string> = { 'gmm-anomaly': 'anomaly-gmm' };

const INPUT_ID = 1;

/** `deployment-metadata.json`, version 1: https://docs.edgeimpulse.com describes it under the specifications of files. */
export function describeDeployment({ input, dsp, learn }: ImpulseParams, facts: CompileFacts, models: readonly DeployedModel[]): object {
  const dspId = (name: string): number => INPUT_ID + 1 + dsp.findIndex((use) => use.name === name);
  return {
    version: 1,
    deployCounter: 1,
    classes: facts.learn.find(({ result }) => result === 'classes')?.labels ?? [],
    samplesPerInference: facts.windowLength,
    axesCount: facts.axes.length,
    frequency: facts.frequencyHz,
    tfliteModels: models.map((model) => describeModel(model, facts)),
    // The rest of it belongs to a project on a server.
    project: { name: facts.name, id: 0, owner: '', studioHost: '' },
    impulse: {
      inputBlocks: [describeInput(input)],
      dspBlocks: dsp.map(({ name, block, axes = input.axes }) => ({
        ...{ id: dspId(name), type: DSP_TYPES.includes(block) ? block : 'custom', name, title: block },
        ...{ axes, input: INPUT_ID, implementationVersion: 1 },
      })),
      learnBlocks: learn.map(({ name, block, input: read }, index) => ({
        ...{ id: dspId(dsp.at(-1)!.name) + 1 + index, name, title: block },
        type: LEARN_TYPE_OF_BLOCK[block] ?? LEARN_TYPES[facts.learn[index]!.result],
        dsp: read.map(dspId),
      })),
    },
    sensor: input.image ? 'camera' : guessSensor(facts.axes),
    folders: { input: INPUT, output: OUTPUT },
  };
}

/** Frames come in the size of the input: a block of ours resizes them. */
function describeInput({ image, windowMs, strideMs, frequencyHz }: ImpulseParams['input']): object {
  const [id, name] = [INPUT_ID, 'input'];
  if (image) return { id, type: 'image', name, title: 'Image', imageWidth: image.width, imageHeight: image.height, resizeMode: 'squash' };
  const window = { windowSizeMs: windowMs, windowIncreaseMs: strideMs, frequencyHz };
  return { id, type: 'time-series', name, title: 'Time series', padZeros: true, ...window };
}

/** `arenaSize` is what the model takes as our C++. */
function describeModel({ learn, path, graph }: DeployedModel, { int8 }: CompileFacts): object {
  const [inputs, outputs] = [graph.inputs, graph.outputs].map((ids) => ids.map((id) => graph.tensors[id]!));
  return {
    details: { modelType: 'int8', inputs: inputs!.map(describeTensor), outputs: outputs!.map(describeTensor) },
    inputTensor: inputs![0]!.name,
    outputTensor: outputs![0]!.name,
    modelPath: path,
    arenaSize: int8.models.find((model) => model.learn === learn)!.arenaBytes,
    inputFrameSize: elementCount(inputs![0]!.shape),
  };
}

function describeTensor({ name, shape, dtype, quantization }: Tensor): object {
  const scale = quantization && { quantizationScale: quantization.scales[0], quantizationZeroPoint: quantization.zeroPoints[0] };
  return { dataType: dtype, name, shape, ...(dtype === 'float32' ? {} : scale) };
}

/** What the axes look like, by their names: undefined where nothing in them tells. */
export function guessSensor(axes: readonly string[]): string | undefined {
  if (axes.length === 1 && /^(audio|mic)/i.test(axes[0]!)) return 'microphone';
  return axes.every((axis) => /^acc/i.test(axis)) ? 'accelerometer' : undefined;
}
