import { execFileSync, spawn } from 'node:child_process';
import { mkdirSync, readFileSync, readdirSync, symlinkSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { engineFolder, readTrainingEngine } from '../../plugin/learn/setup/engine-folder';
import type { PlanOutlook } from '../../plugin/runners/explain-plans';
import { importDebianImage, NO_DEBIAN } from '../container-images';
import { makeFolder } from '../temp-folder';

const cli = resolve(__dirname, '../../plugin/dist/plugin/cli.js');
const whyNot = NO_DEBIAN ?? (readTrainingEngine() ? undefined : 'training is not set up');

const KEYWORDS = `name: words
dataset:
  sources: [{ block: speech, words: ["yes", "no"], voices: 8, utterances: 3 }]
  split: { groupBy: voice }
input: { window: 1000 ms, frequency: 16 kHz }
dsp: { mfcc: { frameLength: 32 ms, frameStride: 24 ms } }
learn: { keywords: { block: ds-cnn, filters: 8, epochs: 3 } }
targets: [arduino-nano-33-ble-sense]
`;
const GESTURES = `name: gestures
dataset:
  sources: [{ block: motion, persons: 4 }]
  split: { groupBy: person }
input: { window: 2 s, frequency: 50 Hz, axes: [accX, accY, accZ] }
dsp: { spectral: { block: spectral-analysis } }
learn:
  gestures: { block: dense-classifier, epochs: 3 }
  outlier: { block: kmeans-anomaly }
targets: [rp2040]
`;

describe.skipIf(whyNot !== undefined)(`an impulse in containers (${whyNot ?? 'by our own image'})`, () => {
  let base: string;
  beforeAll(async () => void (base = await importDebianImage()));

  function environment(cache: string): NodeJS.ProcessEnv {
    const training = dirname(engineFolder());
    mkdirSync(cache, { recursive: true });
    symlinkSync(training, join(cache, 'training'));
    return { ...process.env, NX_IMPULSE_CACHE: cache, IMPULSE_DOCKER_BASE: base };
  }

  function run(manifest: string, runner: string): Record<string, string> {
    const root = makeFolder({ 'impulse.yaml': manifest, 'nx.json': '{}' });
    const env = environment(join(makeFolder(), 'cache'));
    execFileSync(process.execPath, [cli, 'run', root, '--runner', runner], { env, stdio: 'pipe' });
    const foretold = JSON.parse(execFileSync(process.execPath, [cli, 'explain', root, '--json', '--runner', runner], { env, encoding: 'utf8' }));
    expect(foretold.steps.filter(({ state, engine }: PlanOutlook) => state !== 'cached' || engine !== runner)).toEqual([]);
    const ids = readdirSync(join(root, '.impulse'));
    return Object.fromEntries(ids.map((id) => [id, (JSON.parse(readFileSync(join(root, '.impulse', id, 'artefact.json'), 'utf8')) as { tree: string }).tree]));
  }

  it.each([['keywords', KEYWORDS], ['gestures', GESTURES]])('of %s gives the same artefacts as in processes, from the data to the report', (_, manifest) => {
    const contained = run(manifest, 'docker');
    expect(Object.keys(contained).length).toBeGreaterThan(8);
    expect(contained).toEqual(run(manifest, 'local'));
  });

  it('trains to the same weights on one CPU', () => {
    const limited = `${KEYWORDS}runner: { cpus: 1, memory: 2 GB }\n`;
    expect(run(limited, 'docker')['train--keywords']).toBe(run(KEYWORDS, 'local')['train--keywords']);
  });

  it.each(['Ctrl-C', 'nx-impulse cancel'])('leaves no container behind when it is ended by %s', async (how) => {
    const root = makeFolder({ 'impulse.yaml': KEYWORDS.replace('epochs: 3', 'epochs: 3000'), 'nx.json': '{}' });
    const env = environment(join(makeFolder(), 'cache'));
    const runner = spawn(process.execPath, [cli, 'run', root, 'train', '--runner', 'docker'], { env, stdio: ['ignore', 'pipe', 'pipe'] });
    let printed = '';
    let interrupted = false;
    const containers = () => execFileSync('docker', ['ps', '-aq', '--filter', `label=nx-impulse.id=train--keywords`], { encoding: 'utf8' }).trim();
    const code = await new Promise<number | null>((done) => {
      runner.stderr.on('data', (bytes: Buffer) => {
        printed += String(bytes);
        // Once: the second time means at once.
        if (interrupted || !/epoch \d+\//.test(printed)) return;
        interrupted = true;
        if (how === 'Ctrl-C') runner.kill('SIGINT');
        else spawn(process.execPath, [cli, 'cancel', 'train--keywords'], { env });
      });
      runner.on('close', done);
    });
    expect(code).toBe(1);
    expect(printed).toContain('IMP_STEP_CANCELLED');
    expect(containers()).toBe('');
  });
});
