import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { sampleReport } from '../../test/browser/sample-report';
import { makeFolder } from '../../test/temp-folder';
import { describeResults } from './describe-results';
import type { Outcome } from './run-plans';

const outcome = (files: Record<string, string>) => ({ folder: makeFolder(files) }) as Outcome;
const root = join(process.cwd(), 'doorbell');

describe('what a run says at its end', () => {
  it('is the figures of a report with the place of its page, and the packages of deployments', () => {
    const outcomes = new Map([
      ['train--words', outcome({ 'model.tflite': '' })],
      ['deploy--rp2040', outcome({ 'doorbell-rp2040-cpp-library.zip': '' })],
      ['report', outcome({ 'report.json': JSON.stringify(sampleReport()) })],
    ]);
    const lines = describeResults(outcomes, root)!.split('\n');
    expect(lines[0]).toBe('  package: doorbell/.impulse/deploy--rp2040/doorbell-rp2040-cpp-library.zip');
    expect(lines.at(-1)).toBe('  report: doorbell/.impulse/report/report.html');
    expect(lines.join('\n')).toContain('int8 accuracy 92.4 % on the test side');
  });

  it('is nothing where nobody opens what was made', () => {
    expect(describeResults(new Map([['train--words', outcome({ 'model.tflite': '' })]]), root)).toBeUndefined();
  });
});
