import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { zipSync, type Zippable } from 'fflate';
import type { CompileFacts } from '../compile/compile-facts';
import { readJson } from '../read-json';
import type { Metrics, RunStep } from '../step';
import type { DeployBlock } from './deploy-block';

/** Writes one archive per format: `<name>-<target>-<format>.zip`. */
export const run: RunStep = async ({ params, inputs, folders, output }) => {
  const facts = readJson<CompileFacts>(inputs.compile, 'compile.json');
  const sources = readSources(join(inputs.compile, 'int8'));
  const metrics: Metrics = {};
  for (const format of params.formats as string[]) {
    const block: DeployBlock = await import(join(folders[`deploy:${format}`], 'index'));
    const archive = zipFiles(block.layOut(facts, sources));
    writeFileSync(join(output, `${params.name}-${params.target}-${format}.zip`), archive);
    metrics[`${format}.archiveBytes`] = archive.length;
  }
  return metrics;
};

function readSources(folder: string): Record<string, string> {
  return Object.fromEntries(
    readdirSync(folder)
      .sort()
      .map((name) => [name, readFileSync(join(folder, name), 'utf8')]),
  );
}

/** The same bytes for the same files: sorted, with the date at which ZIP's calendar begins. */
function zipFiles(files: Record<string, string>): Uint8Array {
  const mtime = new Date(1980, 0, 1);
  const paths = Object.keys(files).sort();
  const entries: Zippable = Object.fromEntries(paths.map((path) => [path, [Buffer.from(files[path], 'utf8'), { mtime, level: 9 }]]));
  return zipSync(entries);
}
