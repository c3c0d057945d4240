import { describe, expect, it } from 'vitest';
import type { DataSource } from '../../manifest/manifest';
import { ingest } from '.';

const planOf = (source: Partial<DataSource>) =>
  ingest.plan({
    dataset: { sources: [{ params: {}, label: { kind: 'dir' }, ...source }] },
    input: { windowMs: 1000, strideMs: 500, frequencyHz: 16000, axes: ['audio'] },
  } as never)[0];

describe('the ingest row', () => {
  it('reads the recordings, their DVC pointers and the labels file', () => {
    const plan = planOf({ path: 'd/*.wav', label: { kind: 'file', path: 'l.csv' } });
    expect(plan.files).toEqual(['d/*.wav', 'd/*.wav.dvc', 'l.csv']);
  });

  it('depends on the folder of a block by its content, not by its place', () => {
    const plan = planOf({ block: 'motion', folder: '/somewhere/motion' });
    expect(plan.folders).toEqual({ 'block:motion': '/somewhere/motion' });
    expect(JSON.stringify(plan.params)).not.toContain('somewhere');
  });

  it('depends on the version of espeak-ng where it speaks, and nowhere else', async () => {
    expect(Object.keys((await ingest.tools?.(planOf({ block: 'speech', folder: '/speech' }))) ?? {})).toEqual(['espeak-ng']);
    expect(await ingest.tools?.(planOf({ path: 'd/*.wav' }))).toEqual({});
    expect(Object.keys((await ingest.tools?.()) ?? {})).toEqual(['espeak-ng']);
  });
});
