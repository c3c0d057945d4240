/**
 * Counts the tests of a vitest JSON report. A skipped test needs an entry in the list of allowed skips where `strict` is set (CI): one
 * whose `title` is part of the test's whole title, and which has a reason; otherwise it counts as failed. An entry with `onlyWithout`
 * holds only where that folder does not exist (`exists` tells). A file that does not even load counts as one failed test.
 */
export function tallyResults(report, allowedSkips, strict, exists = () => false) {
  const tests = report.testResults.flatMap(({ assertionResults }) => assertionResults);
  const count = (status) => tests.filter((test) => test.status === status).length;
  const skippedTitles = tests.filter(({ status }) => status !== 'passed' && status !== 'failed').map(({ fullName }) => fullName.trim());
  const allowed = allowedSkips.filter(({ reason, onlyWithout }) => reason?.trim() && !(onlyWithout && exists(onlyWithout)));
  const isAllowed = (title) => allowed.some((entry) => title.includes(entry.title));
  const forbiddenSkips = strict ? skippedTitles.filter((title) => !isAllowed(title)) : [];
  const didNotLoad = ({ status, assertionResults }) => status === 'failed' && assertionResults.every((test) => test.status !== 'failed');
  return {
    passed: count('passed'),
    failed: count('failed') + report.testResults.filter(didNotLoad).length + forbiddenSkips.length,
    skipped: skippedTitles.length - forbiddenSkips.length,
    forbiddenSkips,
  };
}
