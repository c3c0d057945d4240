import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { CompileFacts } from '../compile/compile-facts';
import { readJson } from '../read-json';
import type { RunStep, StepContext } from '../step';
import type { DeployBlock } from './deploy-block';
import { deployInContainer, type ContainerUse } from './deploy-in-container';
import { zipFiles } from './zip-files';

/** Writes one archive per format, and per block in a container: `<name>-<target>-<format>.zip`. */
export const run: RunStep = async (context) => {
  const { params, output } = context;
  const formats: string[] = params.formats;
  const blocks: ContainerUse[] = params.blocks ?? [];
  const archiveOf = (name: string): string => join(output, `${params.name}-${params.target}-${name}.zip`);
  for (const format of formats) writeFileSync(archiveOf(format), await packFormat(context, format));
  for (const block of blocks) await deployInContainer(context, block, archiveOf(block.name));
  const names = [...formats, ...blocks.map(({ name }) => name)];
  return Object.fromEntries(names.map((name) => [`${name}.archiveBytes`, statSync(archiveOf(name)).size]));
};

async function packFormat({ inputs, folders }: StepContext, format: string): Promise<Uint8Array> {
  const block: DeployBlock = await import(join(folders[`deploy:${format}`], 'index'));
  const files = block.layOut(readJson<CompileFacts>(inputs.compile, 'compile.json'), readSources(join(inputs.compile, 'int8')));
  return zipFiles(Object.entries(files).map(([path, text]) => ({ path, bytes: Buffer.from(text, 'utf8') })));
}

function readSources(folder: string): Record<string, string> {
  return Object.fromEntries(
    readdirSync(folder)
      .sort()
      .map((name) => [name, readFileSync(join(folder, name), 'utf8')]),
  );
}
