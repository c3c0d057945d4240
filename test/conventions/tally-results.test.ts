import { describe, expect, it } from 'vitest';
import { tallyResults } from '../tally-results.mjs';

const file = (status: string, ...tests: [string, string][]) => ({
  name: 'a.test.ts',
  status,
  assertionResults: tests.map(([fullName, testStatus]) => ({ fullName, status: testStatus })),
});
const report = {
  testResults: [file('passed', ['adds', 'passed'], ['needs data', 'skipped'], ['needs a board', 'pending']), file('failed', ['divides', 'failed'])],
};

describe('tallyResults', () => {
  it('counts passed, failed and skipped tests', () => {
    expect(tallyResults(report, [], false)).toEqual({ passed: 1, failed: 1, skipped: 2, forbiddenSkips: [] });
  });

  it('fails a skipped test in CI unless its title and a reason are listed', () => {
    const allowed = [{ title: 'needs a board', reason: 'no board here' }, { title: 'needs data', reason: ' ' }];
    expect(tallyResults(report, allowed, true)).toEqual({ passed: 1, failed: 2, skipped: 1, forbiddenSkips: ['needs data'] });
  });

  it('allows skips for want of a folder only where it is absent', () => {
    const allowed = [{ title: 'needs', reason: 'not part of the repository', onlyWithout: '../data' }];
    expect(tallyResults(report, allowed, true, () => false)).toMatchObject({ failed: 1, skipped: 2 });
    expect(tallyResults(report, allowed, true, (folder) => folder === '../data')).toMatchObject({ failed: 3, skipped: 0 });
  });

  it('fails a file that does not load', () => {
    expect(tallyResults({ testResults: [file('failed')] }, [], false)).toMatchObject({ passed: 0, failed: 1 });
  });
});
