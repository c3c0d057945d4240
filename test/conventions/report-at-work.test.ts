import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import ReportAtWork from '../report-at-work';
import { sayProgress } from '../say-progress';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

it('names each test that has been at work for more than a minute, once a minute, until its file ends', () => {
  const lines: string[] = [];
  vi.spyOn(console, 'log').mockImplementation((line: string) => void lines.push(line));
  const reporter = new ReportAtWork();
  const module = { relativeModuleId: 'test/full/slow.test.ts' };
  reporter.onTestRunStart();
  reporter.onTestModuleStart(module);
  vi.advanceTimersByTime(60_000);
  reporter.onTestCaseReady({ module, fullName: 'kills it' });
  vi.advanceTimersByTime(125_000);
  reporter.onTestModuleEnd(module);
  vi.advanceTimersByTime(120_000);
  reporter.onTestRunEnd();
  expect(vi.getTimerCount()).toBe(0);
  expect(lines).toEqual([
    'at work for 1 min: test/full/slow.test.ts',
    'at work for 1 min: test/full/slow.test.ts > kills it',
    'at work for 2 min: test/full/slow.test.ts > kills it',
  ]);
});

it('says how far a long test has come, a line a minute at most', () => {
  const lines: string[] = [];
  const say = sayProgress('kills', 300, (line) => lines.push(line));
  for (let done = 1; done <= 300; done++) {
    vi.advanceTimersByTime(500);
    say(done, ', all sound');
  }
  expect(lines).toEqual(['120 of 300 kills, all sound', '240 of 300 kills, all sound']);
});
