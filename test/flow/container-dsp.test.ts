import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { text } from 'node:stream/consumers';
import { unzipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { createFeatureMatrix, openFeatureMatrix } from '../../plugin/data/feature-matrix';
import { openDataset } from '../../plugin/data/open-dataset';
import { sliceWindows, windowSteps } from '../../plugin/data/slice-windows';
import { findEmulatorTools } from '../../plugin/estimate/emulator-tools';
import { planSteps } from '../../plugin/graph/plan-steps';
import { readBlock } from '../../plugin/manifest/read-block';
import { readManifest } from '../../plugin/manifest/read-manifest';
import { loadBlock } from '../../plugin/native';
import { assetRoot } from '../../plugin/paths';
import { openContainers } from '../../plugin/runners/blocks/block-containers';
import { PINS, type StepRun } from '../../plugin/runners/envelope';
import { type Outcome, runPlans } from '../../plugin/runners/run-plans';
import type { ClassEvaluation, Evaluation } from '../../plugin/steps/evaluate/evaluation';
import { blockInput } from '../../plugin/steps/features/block-input';
import { extractByProgram } from '../../plugin/steps/features/extract-by-program';
import { extractByServer } from '../../plugin/steps/features/extract-by-server';
import { extractRecordings } from '../../plugin/steps/features/extract-recordings';
import { readWindows } from '../../plugin/steps/features/feature-request';
import { importDebianImage, NO_DEBIAN } from '../container-images';
import { EDGE_IMPULSE_DSP } from '../edge-impulse-dsp';
import { hasShared, NO_SHARED, unpackShared } from '../shared-data';
import { makeFolder } from '../temp-folder';

const INPUT = { windowMs: 976, strideMs: 976, frequencyHz: 62.5, axes: ['accX', 'accY', 'accZ'] };
const TARGETS = ['linux-x86-64', ...(findEmulatorTools() ? ['rp2040'] : [])];
const reason = NO_DEBIAN ?? (hasShared('motion-ei-gestures') ? undefined : NO_SHARED);

describe.skipIf(reason)(`DSP blocks in containers (${reason ?? 'on real gestures'})`, () => {
  let root: string;
  let outcomes: Map<string, Outcome>;
  let started: string[];

  beforeAll(async () => {
    vi.stubEnv('IMPULSE_DOCKER_BASES', `debian:12-slim=${await importDebianImage()}`);
    root = makeFolder({ 'impulse.yaml': makeManifest(join(unpackShared('motion-ei-gestures'), 'ei-gestures')), ...below('hand-made', EDGE_IMPULSE_DSP) });
    const events = hearStarts('features--hand-made-statistics');
    const plans = planSteps(readManifest(join(root, 'impulse.yaml')));
    const goals = ['report', 'budget--linux-x86-64', 'deploy--linux-x86-64'];
    outcomes = await runPlans(goals, { plans, root });
    started = await events.stop();
  });
  afterAll(() => vi.unstubAllEnvs());

  const read = <T>(id: string, file: string): T => JSON.parse(readFileSync(join(outcomes.get(id)!.folder, file), 'utf8')) as T;

  it('train and evaluate an impulse by an unchanged block of Edge Impulse, which one container serves', () => {
    const evaluation = read<Evaluation>('evaluate', 'evaluation.json');
    expect(started).toHaveLength(1);
    expect(openFeatureMatrix(join(outcomes.get('features--hand-made-statistics')!.folder, 'features.npy'))).toMatchObject({ rows: 2988, columns: 18 });
    expect(evaluation.featuresByContainer).toEqual(['hand-made-statistics']);
    for (const format of ['int8', 'float32'] as const) expect((evaluation.learn[0][format]!.test as ClassEvaluation).accuracy).toBeGreaterThan(0.9);
  });

  it('are missing in what a target costs, and whatever shows the costs says so', () => {
    const without = ['hand-made-statistics'];
    for (const target of TARGETS) expect(read(`estimate--${target}`, 'estimate.json')).toMatchObject({ without, parity: { equal: true } });
    expect(read('budget--linux-x86-64', 'budget.json')).toMatchObject([{ what: 'ram', without }]);
    const page = readFileSync(join(outcomes.get('report')!.folder, 'report.md'), 'utf8');
    expect(page).toContain('hand-made-statistics: features by the container');
    expect(page).toContain('linux-x86-64 without "hand-made-statistics"');
  });

  it('leave a function to write to the library, which links as soon as it is there', () => {
    const library = unzip(join(outcomes.get('deploy--linux-x86-64')!.folder, 'gestures-linux-x86-64-cpp-library.zip'));
    const declared = 'int32_t gestures_extract_hand_made_statistics(const impulse_signal *window, float *features);';
    for (const file of ['README.md', 'gestures_impulse.h']) expect(readFileSync(join(library, file), 'utf8')).toContain(declared);
    const units = readdirSync(library).filter((name) => name.endsWith('.cpp'));
    const flags = '-std=c++11 -O1 -Wall -Wextra -Werror -pedantic -fno-exceptions -fno-rtti -I.'.split(' ');
    execFileSync('g++', [...flags, ...units, 'example/main.cpp', '-o', 'gestures'], { cwd: library });
    expect(spawnSync(join(library, 'gestures'), { encoding: 'utf8' })).toMatchObject({ status: 1, stderr: expect.stringContaining('parameter') });
  });

  it.each([
    ['refused', 'refuse-above', 'IMP_BLOCK_FAILED', /the window of "[^"]+json" at \d+ ms, failed: the first value is too large/],
    ['a program that dies in mid-batch', 'die-above', 'IMP_STEP_DIED', /the window of "[^"]+json" at \d+ ms and the \d+ after it,[^]*out of memory, or so/],
  ])('name the windows where they were %s', async (_, parameter, code, message) => {
    const folder = join(root, 'hand-made');
    const asked = extractBy(folder, { 'scale-axes': 1, 'refuse-above': 1e9, 'die-above': 1e9, [parameter]: 9 });
    await expect(asked).rejects.toMatchObject({ code, message: expect.stringMatching(message), fix: expect.stringContaining('npx nx-impulse run-step') });
  });

  it('may be programs of our own contract, which get all windows at once', async () => {
    const Dockerfile = EDGE_IMPULSE_DSP.Dockerfile.replace('dsp-server.py', 'features.py');
    const folder = join(makeFolder(below('program', { 'block.json': PROGRAM_BLOCK, 'features.py': PROGRAM, Dockerfile })), 'program');
    const { request, containers, scratch } = stage(folder, { scale: 2 });
    const shape = await extractByProgram({ containers, output: scratch, scratch: join(scratch, 'work') }, request);
    const { rows, read: rowsOf } = openFeatureMatrix(join(scratch, 'features.npy'));
    const [{ values }] = readWindows(request);
    expect([shape, rows]).toEqual([[61, 3], 2988]);
    expect([...rowsOf(0, 1)]).toEqual([...values.map((value) => 2 * value)]);
  });

  it('in Python agree with their C++ twins on every window, to 1e-4 of the range of each feature', async () => {
    const folder = join(assetRoot, 'blocks/examples/python-dsp');
    const [python, twin] = [await extractBy(folder, { span: 50 }), await extractByTwin(folder, { span: 50 })];
    expect([python.shape, python.values.length]).toEqual([[15], 2988 * 15]);
    for (let column = 0; column < 15; column++) {
      const at = (values: Float32Array) => Array.from({ length: 2988 }, (_, row) => values[row * 15 + column]);
      const [wanted, got] = [at(python.values), at(twin)];
      const range = Math.max(...wanted) - Math.min(...wanted);
      const furthest = Math.max(...wanted.map((value, row) => Math.abs(value - got[row])));
      expect(furthest / range, `feature ${column}`).toBeLessThan(1e-4);
    }
  });

  /** Everything that the block in a folder needs to extract all windows. */
  function stage(folder: string, params: Record<string, unknown>) {
    const dataset = openDataset(outcomes.get('ingest')!.folder);
    const request = { dataset, windows: sliceWindows(dataset, INPUT), length: windowSteps(INPUT), ...INPUT, params };
    const block = readBlock(folder);
    if (Array.isArray(block)) throw block[0];
    const scratch = makeFolder();
    const run: StepRun = {
      apiVersion: 'impulse-step/v1', id: 'features--case', step: 'features', params: {}, inputs: {}, folders: { block: folder }, root: scratch,
      output: scratch, scratch, pins: PINS, containers: { block: block.container! },
    };
    return { request, scratch, containers: openContainers(run, () => {}, new AbortController().signal) };
  }

  /** All windows through the server in a block's container. */
  async function extractBy(folder: string, params: Record<string, unknown>) {
    const { request, scratch, containers } = stage(folder, params);
    const path = join(scratch, 'features.npy');
    const shape = await extractByServer({ containers, progress: () => {} }, request, (columns) => createFeatureMatrix(path, columns));
    return { shape, values: openFeatureMatrix(path).readAll() };
  }

  async function extractByTwin(folder: string, params: Record<string, unknown>): Promise<Float32Array> {
    const dataset = openDataset(outcomes.get('ingest')!.folder);
    const block = await loadBlock(folder);
    const plan = block.configure(params, blockInput(INPUT, INPUT.axes));
    const rows: Float32Array[] = [];
    const windows = sliceWindows(dataset, INPUT);
    await extractRecordings({ dataset, windows, block, plan, axes: INPUT.axes, input: INPUT, append: (more) => rows.push(more), progress: () => {} });
    return Float32Array.from(rows.flatMap((row) => [...row]));
  }
});

const PROGRAM_BLOCK = JSON.stringify({
  id: 'program', kind: 'dsp', title: 'Program', description: 'Scales a window.', container: {},
  parameters: { type: 'object', properties: { scale: { title: 'Scale', description: 'Factor.', type: 'number', default: 1 } } },
});

const PROGRAM = `import json, sys
import numpy as np
run = json.load(open(sys.argv[1]))
windows = np.load(run['inputs']['windows'] + '/windows.npy')
facts = json.load(open(run['inputs']['windows'] + '/input.json'))
assert windows.shape[1:] == (facts['length'], len(facts['axes'])) and facts['frequencyHz'] == 62.5
np.save(run['output'] + '/features.npy', windows.reshape(len(windows), -1) * np.float32(run['params']['scale']))
json.dump({'shape': list(windows.shape[1:])}, open(run['output'] + '/features.json', 'w'))
json.dump({'apiVersion': 'impulse-step/v1', 'status': 'ok'}, open(sys.argv[1].replace('step-run', 'step-result'), 'w'))
`;

function makeManifest(data: string): string {
  // Nothing of it is cached from another run.
  const neverSeen = 1 + (Date.now() % 1e6) / 1e9;
  return `name: gestures
dataset:
  sources:
    - { path: "${data}/*/*.json", labels: "${data}/info.labels" }
  split: { validation: 0 %, test: 0 % }
input: { window: 976 ms, stride: 976 ms, frequency: 62.5 Hz, axes: [accX, accY, accZ] }
dsp:
  hand-made-statistics: { block: ./hand-made, scale-axes: ${neverSeen} }
learn:
  gestures: { block: dense-classifier, epochs: 20 }
targets: [${TARGETS}]
budget: { ram: <= 1 MB }
`;
}

function below(folder: string, files: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(files).map(([name, text]) => [join(folder, name), text]));
}

/** Hears which containers of a step are started from now on; the daemon itself remembers only the last events. */
function hearStarts(id: string): { stop(): Promise<string[]> } {
  const filters = ['event=start', `label=nx-impulse.id=${id}`].flatMap((filter) => ['--filter', filter]);
  const listener = spawn('docker', ['events', ...filters, '--format', '{{.ID}}'], { stdio: ['ignore', 'pipe', 'inherit'] });
  const heard = text(listener.stdout);
  return {
    async stop() {
      listener.kill();
      return (await heard).split('\n').filter(Boolean);
    },
  };
}

/** The folder of the library in the archive. */
function unzip(archive: string): string {
  const folder = makeFolder();
  for (const [path, bytes] of Object.entries(unzipSync(readFileSync(archive)))) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), bytes);
  }
  return join(folder, readdirSync(folder)[0]);
}
