import { html, type Markup } from '../escape';

/** Rows are true labels, columns predictions; a cell's shade is its share of the row. */
export function drawConfusion(title: string, labels: readonly string[], counts: readonly (readonly number[])[]): Markup {
  const head = labels.map((label) => html`<th scope="col"><span>${label}</span></th>`);
  const rows = labels.map((label, row) => html`<tr><th scope="row">${label}</th>${counts[row].map((count, column) => drawCell(count, counts[row], row === column))}</tr>`);
  return html`<figure class="chart scroll"><figcaption>${title}</figcaption><table class="confusion"><thead><tr><td></td>${head}</tr></thead><tbody>${rows}</tbody></table></figure>`;
}

function drawCell(count: number, row: readonly number[], hit: boolean): Markup {
  const share = count / Math.max(row.reduce((sum, value) => sum + value, 0), 1);
  const shade = (0.08 + 0.8 * share).toFixed(2);
  const colour = count === 0 ? 'transparent' : `rgb(${hit ? '0 114 178' : '213 94 0'} / ${shade})`;
  return html`<td style="background:${colour}" class="${share > 0.6 ? 'strong' : ''}" title="${(share * 100).toFixed(1)} %">${count}</td>`;
}
