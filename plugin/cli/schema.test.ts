import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { makeSampleWorkspace } from '../../test/sample-workspace';
import { schema } from './schema';

const write = async (workspace: string) => {
  const lines: string[] = [];
  await schema.run({ args: [workspace], options: {}, print: (line) => lines.push(line) });
  return lines.join('\n');
};

test('schema knows the blocks of a workspace, wherever they lie', async () => {
  const own = { id: 'own', kind: 'dsp', title: 'Own', description: 'My own.', parameters: { type: 'object', properties: {} } };
  const workspace = makeSampleWorkspace({ 'libs/own/block.json': own });
  expect(await write(workspace)).toMatch(/mfcc.*sample-bands.*libs\/own/);
  const { $defs } = JSON.parse(readFileSync(join(workspace, 'impulse.schema.json'), 'utf8'));
  expect(Object.keys($defs)).toEqual(expect.arrayContaining(['dsp-mfcc', 'dsp-sample-bands', 'dsp-libs-own']));
});

test('schema writes nothing for a folder that does not exist', async () => {
  await expect(write('nowhere')).rejects.toMatchObject({ code: 'IMP_FOLDER_MISSING' });
});
