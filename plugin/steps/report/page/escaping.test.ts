import { describe, expect, it } from 'vitest';
import { sampleReport } from '../../../../test/browser/sample-report';
import type { Report } from '../report';
import { renderHtml } from './render-html';
import { renderMarkdown } from './render-markdown';

const HOSTILE = `<img src=x onerror=alert(1)>"'&</td></svg><script>1</script>\n| a | b |`;

/** Words that the report chooses itself. */
const OWN = ['what', 'side', 'from', 'startedAt'];

/** The report with a hostile end on every text in it that comes from elsewhere. */
function poison<Value>(value: Value): Value {
  if (typeof value === 'string') return (value + HOSTILE) as Value;
  if (Array.isArray(value)) return value.map(poison) as Value;
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, OWN.includes(key) ? part : poison(part)])) as Value;
}

describe('a report whose every text is hostile', () => {
  const report = poison<Report>(sampleReport());

  it('has no element in its page that is not of the page', () => {
    const page = renderHtml(report);
    expect(page).toContain('&lt;img src=x');
    expect(page).not.toMatch(/<(img|script)\b/);
    const sound = renderHtml(sampleReport());
    const tags = (text: string) => new Set([...text.matchAll(/<(\w+)/g)].map(([, tag]) => tag));
    expect([...tags(page)].filter((tag) => !tags(sound).has(tag!))).toEqual([]);
    // What stands in an attribute stays between its quotes.
    for (const [, attributes] of page.matchAll(/<\w+([^>]*)>/g)) expect(attributes!.replace(/"[^"]*"/g, '')).not.toMatch(/onerror|['"&]/);
  });

  it('has no element in its text for pull requests, and no cell that ends early', () => {
    const text = renderMarkdown(report);
    expect(text).not.toMatch(/(?<!\\)<(img|script|\/td)/);
  });
});
