import { describe, expect, it } from 'vitest';
import { type RuntimeImport, readImports } from './read-imports';
import { LIGHT_PACKAGES, rankOf, roomOf, SOLE_IMPORTERS } from './rooms';
import { listProductSources } from './source-files';

const sources = listProductSources();
const imports = sources.flatMap(readImports);
const inside = imports.filter(({ to }) => sources.includes(to));
const arrow = ({ from, to }: RuntimeImport) => `${from} -> ${to}`;

describe('imports', () => {
  it('find every file in a room', () => {
    expect(sources.filter((file) => rankOf(roomOf(file)) < 0)).toEqual([]);
  });

  it('go one way: from a room to itself or to its left', () => {
    const wrong = inside.filter(({ from, to, lazy }) => rankOf(roomOf(to)) > rankOf(roomOf(from)) && !lazy);
    expect(wrong.map(arrow)).toEqual([]);
  });

  it('form no cycle', () => {
    expect(findCycle(inside.filter(({ lazy }) => !lazy))).toEqual([]);
  });

  it.each(Object.entries(SOLE_IMPORTERS))('let only one place load %s', (name, place) => {
    const loads = imports.filter(({ to }) => to === name || to.startsWith(`${name}/`) || (name.endsWith('/') && to.startsWith(name)));
    expect(loads.filter(({ from }) => !from.startsWith(place)).map(arrow)).toEqual([]);
  });

  it('let only native.ts load a compiled addon', () => {
    const loads = sources.filter((file) => file !== 'plugin/native.ts' && readImports(file).some(({ to }) => to.endsWith('.node')));
    expect(loads).toEqual([]);
  });

  it('keep planning light', () => {
    const loaded = closureOf(['plugin/graph/plan-steps.ts', 'plugin/manifest/read-manifest.ts', 'plugin/steps/index.ts']);
    const packages = imports.filter(({ from, to, lazy }) => loaded.has(from) && !lazy && !sources.includes(to) && !to.startsWith('node:'));
    expect(packages.filter(({ to }) => !LIGHT_PACKAGES.some((name) => to === name || to.startsWith(`${name}/`))).map(arrow)).toEqual([]);
    expect([...loaded].filter((file) => /\/run\.ts$/.test(file))).toEqual([]);
    expect(loaded.size).toBeLessThan(60);
  });

  it('keep the compiler pure: no file system, no processes, no Nx', () => {
    const compiler = imports.filter(({ from }) => from.startsWith('plugin/compiler/'));
    expect(compiler.filter(({ to }) => /^(node:)?(fs|child_process|os|worker_threads|net|http)/.test(to)).map(arrow)).toEqual([]);
  });
});

/** Files that loading these files loads. */
function closureOf(entries: readonly string[]): Set<string> {
  const reached = new Set(entries);
  for (const file of reached) {
    for (const { from, to, lazy } of inside) if (from === file && !lazy) reached.add(to);
  }
  return reached;
}

/** The files of one import cycle in order, or nothing. */
function findCycle(edges: readonly RuntimeImport[]): string[] {
  const state = new Map<string, 'open' | 'done'>();
  const trail: string[] = [];
  const visit = (file: string): string[] => {
    if (state.get(file) === 'done') return [];
    if (state.get(file) === 'open') return [...trail.slice(trail.indexOf(file)), file];
    state.set(file, 'open');
    trail.push(file);
    for (const { from, to } of edges) {
      const cycle = from === file ? visit(to) : [];
      if (cycle.length > 0) return cycle;
    }
    trail.pop();
    state.set(file, 'done');
    return [];
  };
  for (const file of sources) {
    const cycle = visit(file);
    if (cycle.length > 0) return cycle;
  }
  return [];
}
