import { renderHtml } from './page/render-html';
import { renderMarkdown } from './page/render-markdown';
import type { Report } from './report';

/** The files of a report by name: data, page and text. */
export function writeReport(report: Report): Record<string, string> {
  return {
    'report.json': `${JSON.stringify(report, null, 1)}\n`,
    'report.html': renderHtml(report),
    'report.md': renderMarkdown(report),
  };
}
