import { statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { ImpulseError } from '../errors';
import type { NamedBlock } from '../manifest/describe-uses';
import type { Command } from './command';

export const schema: Command = {
  name: 'schema',
  summary: 'Writes a schema of impulse.yaml that knows the blocks of a workspace, so that editors help with them too.',
  arguments: [{ name: 'workspace', help: 'The folder whose blocks it knows. Default: the current folder.' }],
  options: { out: { type: 'string', value: 'file', help: 'Where it is written. Default: impulse.schema.json in the workspace.' } },
  examples: ['nx-impulse schema'],
  async run({ args: [workspace = '.'], options, print }) {
    const { describeManifest } = await import('../manifest/describe-uses');
    const { writeFileWhole } = await import('../files/write-file');
    if (!statSync(workspace, { throwIfNoEntry: false })?.isDirectory()) throw new ImpulseError('IMP_FOLDER_MISSING', { folder: workspace });
    const out = (options.out as string | undefined) ?? join(workspace, 'impulse.schema.json');
    const blocks = await findBlocks(workspace);
    writeFileWhole(out, `${JSON.stringify(describeManifest(blocks), null, 2)}\n`);
    print(`Wrote ${out}, which knows: ${blocks.map(({ reference }) => reference).join(', ')}.`);
    print('Name it in the first line of impulse.yaml: # yaml-language-server: $schema=../impulse.schema.json');
  },
};

/** Ours and the workspace's by their ids, others of the workspace by their paths. */
async function findBlocks(workspace: string): Promise<NamedBlock[]> {
  const { listBlocks, nameBlocks } = await import('../manifest/list-blocks');
  const { listFiles } = await import('../runners/list-files');
  const folders = listFiles(workspace).filter((file) => file.endsWith('/block.json')).map(dirname);
  return [...listBlocks(workspace), ...nameBlocks(workspace, folders.filter((folder) => !/^blocks\/[^/]+\/[^/]+$/.test(folder)))];
}
