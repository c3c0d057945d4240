import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { buildBinding } from './build-binding';
import { downloadOwnLibrary } from './download-own-library';
import { engineFolder, readTrainingEngine, tfjsNodeFolder, TFJS_NODE_VERSION, WHEEL_TENSORFLOW_VERSION, type TrainingEngine } from './engine-folder';
import { fetchTfjsNode } from './fetch-tfjs-node';
import { fetchWheel } from './fetch-wheel';
import { runCommand } from './run-command';

/**
 * Makes the native training engine once a machine: tfjs-node, libtensorflow and the binding between them. Everything is built in a folder beside the
 * final one, tried, and then renamed, so an interrupted set-up leaves nothing that looks finished.
 */
export async function setUpTraining(progress: (message: string) => void): Promise<TrainingEngine> {
  const ready = readTrainingEngine();
  if (ready) return ready;
  const folder = `${engineFolder()}.${process.pid}.part`;
  mkdirSync(folder, { recursive: true });
  try {
    const engine = await buildEngine(folder, progress);
    writeFileSync(join(folder, 'engine.json'), `${JSON.stringify(engine, null, 2)}\n`);
    moveIntoPlace(folder);
    return engine;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function buildEngine(folder: string, progress: (message: string) => void): Promise<TrainingEngine> {
  progress(`fetching tfjs-node ${TFJS_NODE_VERSION}`);
  await fetchTfjsNode(folder);
  progress('trying its own download of libtensorflow');
  if (await downloadOwnLibrary(folder)) {
    return tryEngine(folder, { tfjsNode: TFJS_NODE_VERSION, tensorflow: ownLibraryVersion(folder), source: 'tfjs-node' }, progress);
  }
  await fetchWheel(folder, progress);
  progress('compiling the binding');
  await buildBinding(folder);
  return tryEngine(folder, { tfjsNode: TFJS_NODE_VERSION, tensorflow: WHEEL_TENSORFLOW_VERSION, source: 'wheel' }, progress);
}

function ownLibraryVersion(folder: string): string {
  const constants = readFileSync(join(tfjsNodeFolder(folder), 'scripts', 'deps-constants.js'), 'utf8');
  return /LIBTENSORFLOW_VERSION\s*=\s*'([^']+)'/.exec(constants)?.[1] ?? 'unknown';
}

/** Loads the binding in a process of its own: a library that cannot be loaded may take the process with it. */
async function tryEngine(folder: string, engine: TrainingEngine, progress: (message: string) => void): Promise<TrainingEngine> {
  progress('trying it');
  const binding = join(tfjsNodeFolder(folder), 'lib', 'napi-v8', 'tfjs_binding.node');
  await runCommand(process.execPath, ['-e', 'require(process.argv[1])', binding], { cwd: folder });
  return engine;
}

/** Another process may have been faster: then its engine stays. */
function moveIntoPlace(folder: string): void {
  const final = engineFolder();
  mkdirSync(dirname(final), { recursive: true });
  if (readTrainingEngine()) return;
  if (existsSync(final)) rmSync(final, { recursive: true });
  try {
    renameSync(folder, final);
  } catch (error) {
    if (!readTrainingEngine()) throw error;
  }
}
