import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { type ForeignWorkspace, makeForeignWorkspace, packPlugin } from '../foreign-workspace';
import { makeWav } from '../make-wav';

const readme = readFileSync(join(__dirname, '../../README.md'), 'utf8');
const section = readme.slice(readme.indexOf('## Your own data'), readme.indexOf('## In CI'));
/** The commands of the section, as a person would type them one after the other. */
const commands = [...section.matchAll(/^npx nx.*$|`(npx nx[^`]*)`/gm)].map(([line, inline]) => inline ?? line);

let workspace: ForeignWorkspace;
beforeAll(() => {
  workspace = makeForeignWorkspace();
  for (const [path, wav] of recordings()) workspace.write(path, wav);
});

describe("the README's way from one's own data to a report", () => {
  it('has commands to type', () => {
    expect(commands).toContain('npx nx add nx-impulse');
    expect(commands.length).toBeGreaterThanOrEqual(5);
  });

  it('leads there, command by command', () => {
    // The package of this repository stands for the published one.
    const archive = packPlugin();
    const said = commands.map((command) => {
      const [program, ...args] = command.replace('nx add nx-impulse', `nx add nx-impulse@file:${archive}`).split(' ');
      return workspace.run(program, ...args);
    }).join('\n');
    expect(said).toContain('report: doorbell/.impulse/report/report.html');
    expect(said).toMatch(/package: doorbell\/.impulse\/deploy--\S+\.zip/);
    expect(existsSync(join(workspace.root, 'doorbell/.impulse/report/report.html'))).toBe(true);
    expect(readFileSync(join(workspace.root, 'doorbell/impulse.yaml'), 'utf8')).toContain('60 recordings of: high, hiss, low');
    expect(readdirSync(join(workspace.root, 'doorbell/.impulse')).filter((name) => name.startsWith('deploy--')).length).toBeGreaterThan(0);
  });
});

/** Three sounds, twenty times each, in one folder per label. */
function* recordings(): Generator<[path: string, wav: Buffer]> {
  let state = 1;
  const random = (): number => (state = (state * 48271) % 2147483647) / 2147483647 - 0.5;
  for (const [label, period] of [['low', 40], ['high', 8], ['hiss', 0]] as const) {
    for (let n = 0; n < 20; n++) {
      const wave = (i: number) => (period === 0 ? 0 : i % period < period / 2 ? 6000 : -6000);
      yield [`recordings/${label}/${n}.wav`, makeWav(Array.from({ length: 8000 }, (_, i) => Math.round(wave(i) + 4000 * random())), { hz: 8000 })];
    }
  }
}
