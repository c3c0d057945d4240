import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** A temporary workspace with one block of each kind and two targets, and a manifest that uses them. */
export function makeSampleWorkspace(files: Record<string, unknown> = {}): string {
  const root = mkdtempSync(join(tmpdir(), 'nx-impulse-workspace-'));
  for (const [name, content] of Object.entries({ ...SAMPLE_FILES, ...files })) {
    mkdirSync(dirname(join(root, name)), { recursive: true });
    writeFileSync(join(root, name), typeof content === 'string' ? content : JSON.stringify(content, null, 2));
  }
  return root;
}

export const SAMPLE_MANIFEST = `name: sample
dataset:
  sources:
    - path: data/**/*.wav
      label: "{dir}"
input: { window: 1000 ms, frequency: 16 kHz }
dsp:
  bands: { block: sample-bands, frameLength: 0.032 s }
learn:
  words: { block: sample-net }
targets: [sample-m4]
`;

function block(id: string, kind: string, properties: Record<string, unknown>, required: string[] = []): Record<string, unknown> {
  const texts = { title: id, description: `Sample block of kind ${kind}.` };
  return { id, kind, ...texts, parameters: { type: 'object', properties, ...(required.length > 0 ? { required } : {}) } };
}

const parameter = (title: string, schema: Record<string, unknown>) => ({ title, description: `${title} of the sample.`, ...schema });

const SAMPLE_FILES: Record<string, unknown> = {
  'nx.json': {},
  'impulses/sample/impulse.yaml': SAMPLE_MANIFEST,
  'blocks/dsp/sample-bands/block.json': block('sample-bands', 'dsp', {
    frameLength: parameter('Frame length', { type: 'number', 'x-unit': 'ms', default: 20, minimum: 1, maximum: 1000 }),
    bands: parameter('Bands', { type: 'integer', default: 32, minimum: 1 }),
    window: parameter('Window', { enum: ['hann', 'hamming'], default: 'hann' }),
  }),
  'blocks/learn/sample-net/block.json': block('sample-net', 'learn', {
    epochs: parameter('Epochs', { type: 'integer', default: 30, minimum: 1 }),
    augment: parameter('Augmentation', {
      type: 'object',
      default: {},
      additionalProperties: false,
      properties: { shift: parameter('Shift', { type: 'number', 'x-unit': 'ms', default: '0 ms' }) },
    }),
  }),
  'blocks/learn/sample-file/block.json': block(
    'sample-file',
    'learn',
    { path: parameter('Path', { type: 'string', 'x-file': true, not: { pattern: '[.]bin$' } }) },
    ['path'],
  ),
  'blocks/postprocess/sample-decision/block.json': block('sample-decision', 'postprocess', {
    threshold: parameter('Threshold', { 'x-unit': 'ratio', default: '60 %' }),
  }),
  'blocks/synthetic/sample-tones/block.json': block('sample-tones', 'synthetic', {
    count: parameter('Count', { type: 'integer', default: 10 }),
  }),
  'targets/sample-m4/target.json': { id: 'sample-m4' },
  'targets/sample-m0/target.json': { id: 'sample-m0' },
};
