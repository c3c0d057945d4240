const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

/** Text that cannot leave its element or attribute. Labels and file names come from users' data: nothing reaches a page without it. */
function escapeHtml(text: string | number): string {
  return String(text).replace(/[&<>"']/g, (character) => ENTITIES[character]);
}

/** A template whose substitutions are escaped, except those that are markup themselves (`Markup`, or lists of it). */
export function html(strings: TemplateStringsArray, ...values: HtmlValue[]): Markup {
  const text = strings.reduce((whole, part, i) => whole + part + (i < values.length ? render(values[i]) : ''), '');
  return { markup: text };
}

/** HTML that is escaped already. */
export interface Markup {
  markup: string;
}

/** What a template takes; text is escaped on its way in. */
export type HtmlValue = string | number | Markup | readonly Markup[] | undefined | false;

function render(value: HtmlValue): string {
  if (value === undefined || value === false) return '';
  if (typeof value === 'string' || typeof value === 'number') return escapeHtml(value);
  return 'markup' in value ? value.markup : value.map((part) => part.markup).join('');
}
