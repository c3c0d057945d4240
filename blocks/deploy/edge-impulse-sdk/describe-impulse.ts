import { cName } from '../../../plugin/compiler/emit/c-text';
import { VALUE_TYPES } from '../../../schemas/value-types';
import { ImpulseError } from '../../../plugin/errors';
import type { CompileFacts, Variant } from '../../../plugin/steps/compile/compile-facts';

/** The input block has the first number, as in projects of Edge Impulse; DSP blocks and learn blocks follow. */
const INPUT_ID = 1;

/** A learn block with the number and the names that it has in the SDK. */
export interface SdkLearn {
  name: string;
  id: number;
  /** C function of the type of `ei_learning_block_t::infer_fn`. */
  infer: string;
  result: CompileFacts['learn'][number]['result'];
  labels: string[];
  /** Member of the impulse's own struct of results. */
  member: string;
  /** DSP blocks whose features it reads, in this order. */
  input: SdkDsp[];
  /** Symbol of its plan, and of the function that scores with it; of a learn block without a network. */
  plan?: { symbol: string; score: string };
  /** Its network, and what begins the names of the compiled-model interface. */
  model?: Variant['models'][number] & { symbol: string; own: string };
}

/** A DSP block with the number and the names that it has in the SDK. */
export interface SdkDsp {
  name: string;
  id: number;
  /** C function of the type of `ei_model_dsp_t::extract_fn`. */
  extract: string;
  facts: CompileFacts['dsp'][number];
  /** Values that it gives. */
  count: number;
}

/** What the files for the SDK are written from. */
export interface SdkImpulse {
  facts: CompileFacts;
  /** C prefix of the impulse, and the same for macros. */
  prefix: string;
  macro: string;
  dsp: SdkDsp[];
  learn: SdkLearn[];
  /** What gives the list of labels and values; absent where there is only an anomaly score. */
  listed?: SdkLearn;
  anomaly?: SdkLearn;
  /** Features go straight into the input tensor of the one model: the SDK sees none. */
  quantized: boolean;
  /** Raw values of a window as the SDK counts them: a pixel is one. */
  rawSamples: number;
  rawPerFrame: number;
}

/**
 * Gives the blocks of an impulse their numbers and names in the SDK.
 * @throws ImpulseError IMP_DEPLOY_UNSUPPORTED where the SDK's result has no place for what the impulse says, or its signal none for a frame
 */
export function describeImpulse(facts: CompileFacts): SdkImpulse {
  refuse(facts);
  const { prefix, image, axes, windowLength } = facts;
  const dsp = facts.dsp.map((use, index) => ({
    name: use.name,
    id: INPUT_ID + 1 + index,
    extract: `extract_${prefix}_${cName(use.name)}_features`,
    facts: use,
    count: facts.int8.quantizedFeatures ? 1 : use.shape.reduce((product, size) => product * size, 1),
  }));
  const learn = facts.learn.map((use, index) => describeLearn(facts, use, INPUT_ID + 1 + dsp.length + index, dsp));
  return {
    ...{ facts, prefix, macro: prefix.toUpperCase(), dsp, learn, quantized: facts.int8.quantizedFeatures === true },
    listed: learn.find(({ result }) => result !== 'anomaly'),
    anomaly: learn.find(({ result }) => result === 'anomaly'),
    rawSamples: windowLength,
    rawPerFrame: image ? 1 : axes.length,
  };
}

function describeLearn({ prefix, int8 }: CompileFacts, use: CompileFacts['learn'][number], id: number, dsp: SdkDsp[]): SdkLearn {
  const name = cName(use.name);
  const model = int8.models.find(({ learn }) => learn === use.name);
  return {
    ...{ name: use.name, id, infer: `infer_${prefix}_${name}`, result: use.result, labels: use.labels, member: use.member },
    input: use.input.map((input) => dsp.find((one) => one.name === input)!),
    ...(model
      ? { model: { ...model, symbol: `tflite_learn_${prefix}_${name}`, own: `${prefix}_${name}` } }
      : { plan: { symbol: `${prefix}_learn_${name}_plan`, score: `${prefix}_${cName(use.block)}_score` } }),
  };
}

function refuse({ learn, axes, image, dtype }: CompileFacts): void {
  const say = (problem: string, advice: string): never => {
    throw new ImpulseError('IMP_DEPLOY_UNSUPPORTED', { format: 'edge-impulse-sdk', problem, advice });
  };
  const [lists, anomalies] = [learn.filter(({ result }) => result !== 'anomaly'), learn.filter(({ result }) => result === 'anomaly')];
  const shareOne = (what: string, uses: typeof learn): void => {
    const names = uses.map(({ name }) => `"${name}"`).join(' and ');
    if (uses.length > 1) say(`its result has one ${what}, and ${names} give one each`, 'keep one of them, or deploy cpp-library');
  };
  shareOne('list of labels', lists);
  shareOne('anomaly score', anomalies);
  if (image && (dtype !== 'uint8' || ![1, 3].includes(axes.length))) {
    const found = `${axes.length} of ${VALUE_TYPES[dtype].type}`;
    const wanted = 'pixels of red, green and blue, or grey, in bytes';
    say(`its frames are ${wanted}, and these have ${found}`, 'record such frames, or deploy cpp-library');
  }
}
