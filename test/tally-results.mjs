/**
 * Counts the tests of a vitest JSON report. A skipped test needs an entry in the list of allowed skips where `strict` is set (CI), with
 * its whole title and a reason; otherwise it counts as failed. A file that does not even load counts as one failed test.
 */
export function tallyResults(report, allowedSkips, strict) {
  const tests = report.testResults.flatMap(({ assertionResults }) => assertionResults);
  const count = (status) => tests.filter((test) => test.status === status).length;
  const skippedTitles = tests.filter(({ status }) => status !== 'passed' && status !== 'failed').map(({ fullName }) => fullName.trim());
  const allowed = new Set(allowedSkips.filter(({ reason }) => reason?.trim()).map(({ title }) => title));
  const forbiddenSkips = strict ? skippedTitles.filter((title) => !allowed.has(title)) : [];
  const brokenFiles = report.testResults.filter(({ status, assertionResults }) => status === 'failed' && assertionResults.every((test) => test.status !== 'failed'));
  return {
    passed: count('passed'),
    failed: count('failed') + brokenFiles.length + forbiddenSkips.length,
    skipped: skippedTitles.length - forbiddenSkips.length,
    forbiddenSkips,
  };
}
