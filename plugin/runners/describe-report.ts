import { readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import type { Report } from '../steps/report/report';
import { summarizeReport } from '../steps/report/summarize-report';
import { publishFolder } from './publish';
import type { Outcome } from './run-plans';

/** The figures of a run that led to a report, and where its page is; undefined for a run that did not. */
export function describeReport(outcomes: ReadonlyMap<string, Outcome>, root: string): string | undefined {
  const outcome = outcomes.get('report');
  if (!outcome) return undefined;
  const report = JSON.parse(readFileSync(join(outcome.folder, 'report.json'), 'utf8')) as Report;
  return `${summarizeReport(report)}\n  report: ${relative(process.cwd(), join(publishFolder(root, 'report'), 'report.html'))}`;
}
