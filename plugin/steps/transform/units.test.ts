import { describe, expect, it } from 'vitest';
import type { ContainerSpec } from '../../manifest/manifest';
import { groupUnits, listUnits } from './units';

const container = (contract: ContainerSpec['contract'], operatesOn: ContainerSpec['operatesOn']) => ({ contract, operatesOn }) as ContainerSpec;
const files = (...names: string[]) => names.map((name) => ({ name, absolute: `/data/${name}` }));

/** Names of the units of each container. */
function dealt(names: string[], spec: ContainerSpec, atOnce = 1): string[][] {
  return groupUnits(listUnits(files(...names), spec, false), spec, atOnce).map((group) => group.map(({ name }) => name));
}

describe('units of a transform', () => {
  it('share containers by the contract of Edge Impulse, and never by ours', () => {
    const names = Array.from({ length: 100 }, (_, index) => `${index}.csv`);
    expect(dealt(names, container('edge-impulse', 'file')).map(({ length }) => length)).toEqual([64, 36]);
    expect(dealt(names, container('edge-impulse', 'file'), 4).map(({ length }) => length)).toEqual([25, 25, 25, 25]);
    expect(dealt(names, container('impulse', 'directory'))).toEqual([['all']]);
  });

  it('are never together where one is a folder that holds another, which it would see', () => {
    const folders = ['top.csv', 'a/1.csv', 'a/b/2.csv', 'ab/3.csv', 'c/4.csv'];
    expect(dealt(folders, container('edge-impulse', 'directory'))).toEqual([['.'], ['a'], ['a/b', 'ab', 'c']]);
  });
});
