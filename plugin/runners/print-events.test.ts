import { PassThrough } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { printEvents } from './print-events';
import type { RunEvent } from './run-plans';

function print(events: readonly RunEvent[], isTTY: boolean): string {
  const stream = Object.assign(new PassThrough(), { isTTY, columns: 40 });
  events.forEach(printEvents(stream));
  return String(stream.read());
}

const progress = (message: string, done?: number): RunEvent => ({ kind: 'progress', id: 'train', progress: { message, ...(done === undefined ? {} : { done }) } });

describe('printEvents', () => {
  it('writes progress over itself on a terminal, within its width', () => {
    const text = print([progress('epoch 1', 0.5), progress('a message that is longer than the line is wide'), { kind: 'ran', id: 'train', cpuSeconds: 1.25, wallSeconds: 2 }], true);
    const lines = text.split('\r\x1b[K');
    expect(lines.slice(1)).toEqual(['  running  train  50 %  epoch 1', '  running  train  a message that is lon', '  ran      train  2.0 s (CPU 1.3 s)\n']);
  });

  it('writes a line now and then elsewhere, without control characters', () => {
    const text = print([progress('1'), progress('2'), progress('3'), { kind: 'cached', id: 'report' }, { kind: 'line', id: 'train', line: 'Note.' }], false);
    expect(text).toBe('  running  train  1\n  cached   report\n           train: Note.\n');
  });
});
