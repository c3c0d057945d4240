import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Window } from './dataset';

/** Row `i` of `features.npy`: the window and the id of its sample, which `split.json` and the dataset know. */
export interface FeatureWindow extends Window {
  id: string;
}

/** Writes `windows.json`, one window a line. */
export function writeFeatureWindows(folder: string, windows: readonly FeatureWindow[]): void {
  const lines = windows.map((window) => JSON.stringify(window));
  writeFileSync(join(folder, 'windows.json'), `[\n${lines.join(',\n')}\n]\n`);
}

/** Reads `windows.json` of a features artefact. */
export function readFeatureWindows(folder: string): FeatureWindow[] {
  return JSON.parse(readFileSync(join(folder, 'windows.json'), 'utf8')) as FeatureWindow[];
}
