import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { importGraph } from '../../../compiler/tflite/import-graph';
import { readFlatbuffer } from '../../../compiler/tflite/read-flatbuffer';
import type { CompileFacts } from '../../compile/compile-facts';
import { readJson } from '../../read-json';
import type { StepContext } from '../../step';
import { copyModels } from '../copy-models';
import { describeImpulse } from '../describe-impulse';
import { type DeployedModel, describeDeployment, INPUT, METADATA_FILE } from './deployment-metadata';

/** What blocks may look for, and why it is not there. */
const MISSING = {
  'edge-impulse-sdk/': 'it is not ours to give: impulse-library/ holds the whole impulse as C++ that needs no SDK',
  'trained.h5.zip': 'training leaves no Keras file: model-parameters/ holds the model as float32 and int8 .tflite',
  'trained.savedmodel.zip': 'training leaves no SavedModel: model-parameters/ holds the model as float32 and int8 .tflite',
  'model-parameters/model_metadata.h': 'it belongs to the SDK: model-parameters/impulse.json and impulse-library/ say the same',
  'tflite-model/*.cpp': 'they belong to the SDK: impulse-library/ holds the compiled model',
};

const NO_NETWORK = { 'trained.tflite': 'no learn block of this impulse is a network: model-parameters/ holds their plans' };

/**
 * Fills the folder that a deployment block of Edge Impulse reads: `deployment-metadata.json`, `trained.tflite` (the first network, int8),
 * `tflite-model/<learn>.tflite`, `model-parameters/` (`impulse.json`, and below the name of each learn block its models or plan),
 * `impulse-library/` (our C++, `compile.json`) and `missing.json`: what is not there, and why.
 *
 * @returns what is not there.
 */
export function writeDeploymentInput(context: Pick<StepContext, 'params' | 'inputs' | 'folders'>, folder: string): string[] {
  const { params, inputs } = context;
  for (const name of ['tflite-model', 'impulse-library']) mkdirSync(join(folder, name), { recursive: true });
  copyModels(context, join(folder, 'model-parameters'));
  writeJson(join(folder, 'model-parameters', 'impulse.json'), describeImpulse(context));
  const models = placeModels(params.impulse.learn.map(({ name }: { name: string }) => name), folder);
  const facts = readJson<CompileFacts>(inputs.compile!, 'compile.json');
  writeJson(join(folder, METADATA_FILE), describeDeployment(params.impulse, facts, models));
  copyLibrary(inputs.compile!, join(folder, 'impulse-library'));
  const missing = { ...MISSING, ...(models.length === 0 ? NO_NETWORK : {}) };
  writeJson(join(folder, 'missing.json'), missing);
  return Object.keys(missing);
}

/** Networks where blocks look for them. */
function placeModels(learn: readonly string[], folder: string): DeployedModel[] {
  const fileOf = (name: string): string => join(folder, 'model-parameters', name, 'model.int8.tflite');
  const networks = learn.filter((name) => existsSync(fileOf(name)));
  return networks.map((name, index) => {
    const places = [`tflite-model/${name}.tflite`, ...(index === 0 ? ['trained.tflite'] : [])];
    for (const place of places) copyFileSync(fileOf(name), join(folder, place));
    return { learn: name, path: `${INPUT}/${places.at(-1)}`, graph: importGraph(readFlatbuffer(readFileSync(fileOf(name)))) };
  });
}

function copyLibrary(compile: string, folder: string): void {
  for (const name of readdirSync(join(compile, 'int8'))) copyFileSync(join(compile, 'int8', name), join(folder, name));
  copyFileSync(join(compile, 'compile.json'), join(folder, 'compile.json'));
}

function writeJson(path: string, value: object): void {
  writeFileSync(path, `${JSON.stringify(value, null, 1)}\n`);
}
