import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { assetRoot } from '../paths';
import { readCore, readTarget } from './read-target';

const targets = join(assetRoot, 'targets');
const folder = mkdtempSync(join(tmpdir(), 'target-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function withTarget(text: string): () => unknown {
  return () => {
    writeFileSync(join(folder, 'target.json'), text);
    return readTarget(folder);
  };
}

describe('readTarget', () => {
  const ids = readdirSync(targets, { withFileTypes: true }).filter((entry) => entry.isDirectory() && entry.name !== 'cores');

  it.each(ids.map(({ name }) => name))('reads %s, named like its folder, with a known core', (id) => {
    const target = readTarget(join(targets, id));
    expect(target.id).toBe(id);
    if (target.core.toolchain !== 'none') expect(target.core.flags.length).toBeGreaterThan(0);
  });

  it('knows the clock and the cycle model of a board', () => {
    const { clockHz, core } = readTarget(join(targets, 'arduino-nano-33-ble-sense'));
    expect(clockHz?.value).toBe(64_000_000);
    expect(core.arch).toBe('armv7e-m');
    expect(core.model?.cycles.total).toBe(1);
  });

  it('names the place of a wrong figure', () => {
    const target = { id: 'mine', title: 'Mine', core: 'cortex-m3', clockHz: { value: 'fast', source: 'me!' } };
    expect(withTarget(JSON.stringify(target))).toThrow(/clockHz.value/);
    expect(withTarget(JSON.stringify(target))).toThrow(expect.objectContaining({ code: 'IMP_TARGET_INVALID' }));
  });

  it('wants the wait states of a flash whose cache it describes', () => {
    const flashCache = { lineBytes: 32, dataLines: 8, codeLines: 32, readsPerLine: 4, source: 'manual' };
    expect(withTarget(JSON.stringify({ id: 'mine', title: 'Mine', core: 'cortex-m3', flashCache }))).toThrow(/waitStates/);
  });

  it('refuses text that is no JSON, and a core that nobody described', () => {
    expect(withTarget('{')).toThrow(expect.objectContaining({ code: 'IMP_TARGET_INVALID' }));
    expect(withTarget('{"id": "mine", "title": "Mine", "core": "z80"}')).toThrow(expect.objectContaining({ code: 'IMP_CORE_UNKNOWN' }));
  });
});

describe('readCore', () => {
  it.each(['cortex-m4f', 'cortex-m3', 'cortex-m0plus', 'cortex-m33'])('gives %s a cycle model with a source', (id) => {
    expect(readCore(id).model?.source).toMatch(/Arm DDI/);
  });

  it.each(['cortex-m7', 'cortex-m55'])('says of %s whose model it is, and that no hardware has checked it', (id) => {
    const { issue, model } = readCore(id);
    expect(issue).toBe(id);
    expect(model?.source).toMatch(/LLVM/);
    expect(model?.hardware).toEqual({ points: 0, basis: expect.stringMatching(/^not checked against hardware/) });
  });
});
