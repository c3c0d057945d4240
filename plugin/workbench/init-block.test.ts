import { readFileSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { makeFolder } from '../../test/temp-folder';
import { assetRoot } from '../paths';
import { listFiles } from '../runners/list-files';
import { initBlock } from './init-block';
import { openBlock } from './open-block';
import { TEMPLATES } from './templates';

describe('initBlock', () => {
  it.each(TEMPLATES)('starts a block of $kind in $language that can be read ($contract)', ({ kind, contract, language, folder: template }) => {
    const folder = join(makeFolder(), 'my-block');
    const files = initBlock(kind, folder, { contract, language });
    expect(files).toEqual(listFiles(folder));
    expect(files).toContain('README.md');
    const { definition } = openBlock(folder);
    expect([definition.kind, definition.id]).toEqual([kind, 'my-block']);
    for (const file of files) expect(readFileSync(join(folder, file), 'utf8'), file).not.toContain(basename(template));
    expect(readFileSync(join(folder, 'README.md'), 'utf8')).not.toMatch(/\]\(\.\.\//);
  });

  it('points editors at the schema of the package', () => {
    const folder = join(makeFolder(), 'my-block');
    initBlock('transform', folder, {});
    const { $schema } = JSON.parse(readFileSync(join(folder, 'block.json'), 'utf8'));
    expect(resolve(folder, $schema)).toBe(join(assetRoot, 'schemas/block.schema.json'));
  });

  it('writes nothing where it cannot do what is asked', () => {
    const used = makeFolder({ 'note.txt': 'mine' });
    expect(() => initBlock('transform', used, {})).toThrow(expect.objectContaining({ code: 'IMP_FOLDER_USED' }));
    expect(listFiles(used)).toEqual(['note.txt']);
    const place = makeFolder();
    expect(() => initBlock('transform', join(place, 'My_Block'), {})).toThrow(expect.objectContaining({ code: 'IMP_NAME_INVALID', details: { name: 'My_Block', suggestion: 'my-block' } }));
    expect(() => initBlock('transform', join(place, 'x'), { language: 'cpp' })).toThrow(expect.objectContaining({ code: 'IMP_TEMPLATE_UNKNOWN', message: 'There is no template of transform cpp.' }));
    expect(listFiles(place)).toEqual([]);
  });
});
