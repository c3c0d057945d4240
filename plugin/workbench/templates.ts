/** A block to start from: a folder of this package, which works as it is. */
export interface Template {
  kind: string;
  contract: 'impulse' | 'edge-impulse' | 'none';
  language: 'python' | 'shell' | 'cpp';
  folder: string;
}

/** All of them; of those that fit, the first is taken. */
export const TEMPLATES: readonly Template[] = [
  { kind: 'transform', contract: 'impulse', language: 'python', folder: 'blocks/examples/python-transform' },
  { kind: 'transform', contract: 'impulse', language: 'shell', folder: 'blocks/examples/shell-transform' },
  { kind: 'transform', contract: 'edge-impulse', language: 'shell', folder: 'blocks/examples/edge-transform' },
  { kind: 'dsp', contract: 'edge-impulse', language: 'python', folder: 'blocks/examples/python-dsp' },
  { kind: 'dsp', contract: 'none', language: 'cpp', folder: 'blocks/template-dsp' },
  { kind: 'learn', contract: 'edge-impulse', language: 'python', folder: 'blocks/examples/forest-learn' },
  { kind: 'label', contract: 'impulse', language: 'shell', folder: 'blocks/examples/shell-label' },
  { kind: 'synthetic', contract: 'impulse', language: 'python', folder: 'blocks/examples/python-synthetic' },
  { kind: 'deploy', contract: 'impulse', language: 'python', folder: 'blocks/examples/cmake-zip' },
];
