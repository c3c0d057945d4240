import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { makeFolder } from '../../test/temp-folder';
import type { ImpulseError, ImpulseErrors } from '../errors';
import { readPluginOptions } from './read-plugin-options';

const nxJson = (options: string): string => `{ // what Nx allows:
\t"plugins": [
    "@nx/js/typescript", /* a comment, */
    { "plugin": "nx-impulse", "options": ${options} },
  ],
}
`;

/** `<code> <line>:<column>` and the way out of each error. */
function complain(text: string): string[][] {
  try {
    readPluginOptions(makeFolder({ 'nx.json': text }));
    return [];
  } catch (error) {
    const errors = (error as ImpulseErrors).errors ?? [error as ImpulseError];
    return errors.map(({ code, span, fix }) => [`${code} ${span?.line}:${span?.column}`, fix]);
  }
}

describe('readPluginOptions', () => {
  it('finds the nearest nx.json above, comments or not, with quantities as numbers', () => {
    const root = makeFolder({ 'nx.json': nxJson('{ "remote": "https://cache.example", "runner": { "engine": "docker", "memory": "4 GB" } }') });
    expect(readPluginOptions(join(root, 'impulses', 'kws'))).toEqual({ remote: 'https://cache.example', runner: { engine: 'docker', memory: 4e9 } });
  });

  it.each(['{}', '{ "plugins": ["nx-impulse"] }', '{ "plugins": [{ "plugin": "nx-impulse" }, null] }', 'null', '{ "plugins": 7 }'])('finds none in %s', (text) => {
    expect(readPluginOptions(makeFolder({ 'nx.json': text }))).toEqual({});
  });

  it.each([
    ['{ "runner": "dokcer" }', 'IMP_VALUE_UNKNOWN 4:54', 'did you mean "docker"?'],
    ['{ "runner": { "memory": 4 } }', 'IMP_UNIT_MISSING 4:66', 'write "4 B"'],
    ['{ "runner": { "steps": { "trian": "local" } } }', 'IMP_VALUE_UNKNOWN 4:67', 'did you mean "train"?'],
    ['{ "runer": "docker" }', 'IMP_KEY_UNKNOWN 4:44', 'did you mean "runner"?'],
    ['{ "remote": 7 }', 'IMP_VALUE_TYPE 4:54', 'write text'],
  ])('points at what is wrong in %s', (options, place, fix) => {
    expect(complain(nxJson(options))).toEqual([[place, expect.stringContaining(fix)]]);
  });

  it('names an nx.json that is no JSON', () => {
    expect(complain('{ "plugins": [')).toEqual([['IMP_NX_JSON_INVALID undefined:undefined', expect.stringContaining('JSON')]]);
  });
});
