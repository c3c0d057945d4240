import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import type { Report } from '../steps/report/report';
import { summarizeReport } from '../steps/report/summarize-report';
import { publishFolder } from './publish';
import type { Outcome } from './run-plans';

/** What a run made for people: the report's figures and page, the packages of deployments. Undefined where it made nothing of this. */
export function describeResults(outcomes: ReadonlyMap<string, Outcome>, root: string): string | undefined {
  const shown = (id: string, file: string): string => relative(process.cwd(), join(publishFolder(root, id), file));
  const parts = [...outcomes].flatMap(([id, { folder }]) => {
    if (id === 'report') return `${summarizeReport(readReport(folder))}\n  report: ${shown(id, 'report.html')}`;
    return id.startsWith('deploy--') ? readdirSync(folder).map((file) => `  package: ${shown(id, file)}`) : [];
  });
  return parts.length > 0 ? parts.join('\n') : undefined;
}

function readReport(folder: string): Report {
  return JSON.parse(readFileSync(join(folder, 'report.json'), 'utf8')) as Report;
}
