/**
 * Rows of a csv text (RFC 4180: quoted cells, doubled quotes, line ends of any system). Blank lines are left out; cells are trimmed unless
 * quoted. For tables of names; the csv reader of recordings has its own, faster way with numbers.
 */
export function parseCsv(text: string, delimiter = ','): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  const [quoted, end] = ['"([^"]*(?:""[^"]*)*)"[ \\t]*', escape(delimiter)];
  const cell = new RegExp(`[ \\t]*(?:${quoted}|([^${end}\\r\\n]*))(${end}|\\r?\\n|\\r|$)`, 'gy');
  const body = text.replace(/^\ufeff/, '');
  while (cell.lastIndex < body.length) {
    const match = cell.exec(body);
    if (!match) break;
    row.push(match[1] === undefined ? match[2].trim() : match[1].replaceAll('""', '"'));
    if (match[3] === delimiter) continue;
    if (row.length > 1 || row[0] !== '') rows.push(row);
    row = [];
  }
  return rows;
}

function escape(text: string): string {
  return text === '\t' ? '\\t' : text.replace(/[|\\^$.*+?()[\]{}]/g, '\\$&');
}
