import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { compileSchema, readSchema } from '../../schemas/validate';
import { makeWav } from '../../test/make-wav';
import { metricsProblems } from '../../test/metrics-problems';
import { NO_CONTAINERS } from '../../test/run-step';
import { makeFolder } from '../../test/temp-folder';
import { run } from '../steps/ingest/run';

const schema = readSchema('dataset');
const problemsOf = (part: object, value: unknown) =>
  compileSchema({ ...part, $defs: schema.$defs })(value).map(({ path, message }) => `${path.join('/')} ${message}`);
const output = makeFolder();

describe('dataset.schema.json', () => {
  beforeAll(async () => {
    process.env.NX_IMPULSE_CACHE = makeFolder();
    const root = makeFolder({
      'd/yes/a_1.wav': makeWav([1]),
      'd/no/b_2.wav': makeWav([2]),
      'd/no/copy_3.wav': makeWav([1]),
      'd/no/c_4.wav': '',
    });
    const made = makeFolder({ 'l.csv': 'file,label,start,end\nx.wav,up,0,1\n', 'x.wav': makeWav([1, 2, 3]) });
    const sources = [
      { path: 'd/**/*.wav', params: {}, label: { kind: 'dir' }, pattern: '{who}_{n}.wav' },
      { path: join(made, '*.wav'), params: {}, label: { kind: 'file', path: join(made, 'l.csv') }, use: 'test' },
    ];
    const context = {
      id: 'ingest',
      inputs: {},
      folders: {},
      root,
      output,
      scratch: makeFolder(),
      pins: { threads: 1, seed: 1, maxIsa: 'AVX2' as const },
    };
    await run({ ...context, params: { sources, frequencyHz: 16000, axes: ['audio'] }, containers: NO_CONTAINERS, progress: () => undefined });
  });

  it('describes dataset.json', () => {
    const { $defs: _, ...root } = schema;
    expect(problemsOf(root, read('dataset.json'))).toEqual([]);
  });

  it('describes every shard index', () => {
    const indices = readdirSync(join(output, 'shards')).filter((file) => file.endsWith('.json'));
    expect(indices.flatMap((file) => problemsOf(schema.$defs.shard, read(join('shards', file))))).toEqual([]);
    expect(indices.length).toBeGreaterThan(0);
  });

  it('describes summary.json, which counts duplicates, contradictions and quarantine', () => {
    const summary = read('summary.json');
    expect(metricsProblems('ingest', summary)).toEqual([]);
    expect(summary).toMatchObject({ samples: 4, quarantined: 1, duplicated: 1, contradictions: 1, fields: { who: 3 } });
    expect(summary.duplicates[0]).toEqual({ files: ['d/no/copy_3.wav', 'd/yes/a_1.wav'], labels: ['no', 'yes'], sides: [] });
    expect(summary.labels.map(({ label, samples }: { label: string; samples: number }) => [label, samples])).toEqual([
      ['no', 2],
      ['up', 1],
      ['yes', 1],
    ]);
  });
});

function read(file: string) {
  return JSON.parse(readFileSync(join(output, file), 'utf8'));
}
