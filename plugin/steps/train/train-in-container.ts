import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { writeFlatbuffer } from '../../compiler/tflite/write-flatbuffer';
import { ImpulseError } from '../../errors';
import { classTargets, type Targets, valueTargets } from '../../learn/targets';
import { type LinearDocument, linearGraph, readLinear } from '../../learn/linear-model';
import { fitNormalization, type Normalization, scaleFeatures } from '../../learn/normalization';
import { normaliseInput } from '../../learn/export/normalise-input';
import { type FeatureSet, readFeatures } from '../../learn/read-features';
import { readTrees } from '../../learn/trees/tree-document';
import { treePlan } from '../../learn/trees/tree-plan';
import { requireBlock } from '../../manifest/read-block';
import { toArguments } from '../block-arguments';
import { emptyFolder } from '../empty-folder';
import type { Metrics, StepContext } from '../step';
import { classRows } from './class-rows';
import { CONVERTERS } from './converters';
import { writeModel } from './provide-model';
import { refuseOptions } from './refuse-options';
import { nameLabels, writePlan } from './write-plan';
import { writeTrainingData } from './write-training-data';

/** Where the learn blocks of Edge Impulse find their data, and leave their model. */
const DATA = '/data';
const OUT = '/out';

/** What a learn block without parameters of its own is told. */
const DEFAULT_ARGUMENTS = ['--epochs', '30', '--learning-rate', '0.0005'];

/**
 * Lets a program of any language learn from the windows of the train side, those of the validation side beside them, and takes the model
 * that it leaves: `model.tflite`, `model_quantized_int8_io.tflite`, `saved_model.zip`, `model.onnx` or `model.pkl`.
 *
 * @throws IMP_LEARN_NO_MODEL, IMP_MODEL_INPUT_MISMATCH, and whatever goes wrong in the containers.
 */
export async function trainInContainer(context: StepContext): Promise<Metrics> {
  const { params, inputs, scratch } = context;
  const { learn } = params;
  const { task } = learn.container;
  const set = readFeatures(learn.input.map((name: string) => inputs[`features:${name}`]));
  const rows = withValidation(classRows(learn, task, set, inputs.split));
  if (rows.train.length === 0) throw new ImpulseError('IMP_TRAIN_EMPTY');
  const targets: Targets =
    task === 'classes' ? classTargets(set.windows, rows.train, rows.validation) : valueTargets(set.windows, rows.train, learn.name);
  const data = emptyFolder(join(scratch, 'data'));
  const normalization: Normalization | undefined = learn.normalise && fitNormalization(set.features, [set.width], rows.train);
  writeTrainingData(data, normalization ? { ...set, features: scaleFeatures(set.features, normalization) } : set, targets, rows, task);
  const left = await runBlock(context, data, emptyFolder(join(scratch, 'model')));
  const windows = { trainWindows: rows.train.length, validationWindows: rows.validation.length };
  return { ...windows, ...(await takeModel(context, left, { set, rows, targets, normalization })) };
}

interface Taught {
  set: FeatureSet;
  rows: Record<'train' | 'validation', Uint32Array>;
  targets: Targets;
  /** What was done to the features that the block learned from; the model does it then. */
  normalization?: Normalization;
}

/** Programs expect both sides: where the split has no validation, every fifth window of the train side is held out. */
function withValidation(rows: Taught['rows']): Taught['rows'] {
  if (rows.validation.length > 0) return rows;
  return { train: rows.train.filter((_, index) => index % 5 !== 4), validation: rows.train.filter((_, index) => index % 5 === 4) };
}

async function runBlock({ params, folders, containers }: StepContext, data: string, out: string): Promise<string> {
  const { container, params: values } = params.learn;
  if (container.contract === 'impulse') {
    await containers.runStep('block', { params: values, inputs: { data }, output: out });
    return out;
  }
  const { properties } = requireBlock(folders.block!).parameters;
  const { args, secrets } = toArguments(values, properties);
  const hasOwn = Object.keys(properties).length > 0;
  const places = ['--data-directory', DATA, '--out-directory', OUT, '--info-file', `${DATA}/train_input.json`];
  await containers.run('block', {
    argv: [...places, ...(hasOwn ? args : DEFAULT_ARGUMENTS)],
    secrets,
    mounts: [{ host: data, inside: DATA }, { host: out, inside: OUT, writable: true }],
  });
  return out;
}

/** The model as we compile it; the form that loses least counts where a block leaves several. */
async function takeModel(context: StepContext, left: string, taught: Taught): Promise<Metrics> {
  const { name, container: { task } } = context.params.learn;
  const { targets: { labels }, set: { width }, normalization } = taught;
  const take = (model: Uint8Array): Metrics =>
    writeModel(context, { model: normalization ? normaliseInput(model, normalization, name) : model, labels, task }, width);
  const int8 = join(left, 'model_quantized_int8_io.tflite');
  const own = existsSync(int8) ? take(readFileSync(int8)) : {};
  const float = join(left, 'model.tflite');
  if (existsSync(float)) return { ...own, ...take(readFileSync(float)) };
  const converter = CONVERTERS.find(({ from }) => existsSync(join(left, from)));
  if (converter === undefined) {
    if (existsSync(int8)) return own;
    const known = ['model.tflite', 'model_quantized_int8_io.tflite', ...CONVERTERS.map(({ from }) => from)].join(', ');
    throw new ImpulseError('IMP_LEARN_NO_MODEL', { id: context.id, known });
  }
  const converted = emptyFolder(join(context.scratch, 'converted'));
  const what = `converting ${converter.from}`;
  await context.containers.runStep(`convert:${converter.name}`, { params: {}, inputs: { model: left }, output: converted, what });
  const made = converter.to.find((file) => existsSync(join(converted, file)));
  if (made === undefined) throw new ImpulseError('IMP_LEARN_NO_MODEL', { id: context.id, known: converter.to.join(', ') });
  const model = readFileSync(join(converted, made));
  if (made === 'model.tflite') return { ...own, ...take(model) };
  if (made === 'trees.json') {
    refuseOptions(context.params.learn, ['normalise'], 'it left trees, which compare each feature alone');
    return writePlan(context, treePlan(readTrees(model.toString('utf8'), converter.from)));
  }
  return takeLinear(context, readLinear(model.toString('utf8'), converter.from), taught);
}

function takeLinear(context: StepContext, document: LinearDocument, { set, rows, targets, normalization }: Taught): Metrics {
  const { name, block } = context.params.learn;
  const [input, features] = [document.weights[0]!.length, set.width];
  if (input !== features) throw new ImpulseError('IMP_MODEL_INPUT_MISMATCH', { learn: name, input, features });
  const graph = normalization
    ? linearGraph(document, normalization, 'normalised features')
    : linearGraph(document, fitNormalization(set.features, [set.width], rows.train), 'features');
  const labels = document.classes ? nameLabels(document.classes, targets.labels, name) : targets.labels;
  return writeModel(context, { model: writeFlatbuffer(graph, `${name}: ${block}`), labels, task: document.task }, set.width);
}
