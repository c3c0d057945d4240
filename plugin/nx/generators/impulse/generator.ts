import { existsSync } from 'node:fs';
import { basename, join, relative, resolve, sep } from 'node:path';
import type { Tree } from '@nx/devkit';
import { ImpulseError } from '../../../errors';
import { readManifest } from '../../../manifest/read-manifest';
import { schemaPath } from '../copy-template';
import { framed } from '../framed';
import initGenerator from '../init/generator';
import { findLabelsFile, labelsOfFile, recordingsGlob } from './find-labels-file';
import { guessLabels, type LabelGuess } from './guess-labels';
import { inspectRecordings, type RecordingsInspection } from './inspect-recordings';
import { writeManifest } from './write-manifest';

/** Answers to the generator's schema. */
export interface ImpulseOptions {
  /** Where `impulse.yaml` goes, relative to the workspace. */
  directory: string;
  /** Folder of the recordings, relative to the workspace or absolute; default: `directory`, or `data` in it. */
  data?: string;
  name?: string;
  /** Hz, for recordings that do not tell their rate. */
  frequency?: number;
  /** Comma-separated. */
  targets?: string;
}

/** Looks at a folder of recordings and writes a manifest that fits them. */
export default framed(generateImpulse);

async function generateImpulse(tree: Tree, options: ImpulseOptions): Promise<() => void> {
  const folder = resolve(tree.root, options.directory);
  const file = join(relative(tree.root, folder), 'impulse.yaml');
  if (tree.exists(file)) throw new ImpulseError('IMP_MANIFEST_EXISTS', { file });
  const data = dataFolder(folder, options.data, tree.root);
  const labelsFile = findLabelsFile(data);
  const others = labelsFile ? [labelsFile.name] : [];
  const looked = inspectRecordings(data, others);
  const inspection = { ...looked, frequencyHz: options.frequency ?? looked.frequencyHz };
  if (inspection.frequencyHz === 0) throw new ImpulseError('IMP_RECORDINGS_RATE', { folder: data });
  const { names, extension } = inspection;
  const labels = (labelsFile && labelsOfFile(labelsFile, names)) ?? labelsOfColumn(looked) ?? guessLabels(names);
  const text = writeManifest({
    name: options.name ?? projectName(folder),
    data: slashed(relative(folder, data)),
    schema: schemaPath(relative(tree.root, folder), 'impulse.schema.json'),
    glob: recordingsGlob(names, extension, others),
    inspection,
    labels,
    targets: (options.targets ?? 'arduino-nano-33-ble-sense, rp2040').split(',').map((target) => target.trim()),
  });
  readManifest(join(folder, 'impulse.yaml'), { text, workspaceRoot: tree.root });
  await initGenerator(tree);
  tree.write(file, text);
  const name = /^name: (.*)$/m.exec(text)![1];
  return () => process.stdout.write(`\n${file} is written. Next: npx nx run ${name}:report\n`);
}

/** Rows of the recordings say it themselves. */
function labelsOfColumn({ csv, labels = [] }: RecordingsInspection): LabelGuess | undefined {
  return csv?.labelColumn === undefined ? undefined : { source: {}, labels };
}

function dataFolder(folder: string, data: string | undefined, workspaceRoot: string): string {
  if (data !== undefined) return resolve(workspaceRoot, data);
  const inner = join(folder, 'data');
  return existsSync(inner) ? inner : folder;
}

/** What the manifest allows as a name, from the folder's. */
function projectName(folder: string): string {
  return basename(folder).toLowerCase().replace(/[^a-z0-9]+/g, '-').replace(/^[^a-z]+|-+$/g, '') || 'impulse';
}

function slashed(path: string): string {
  return path.split(sep).join('/');
}
