/** Cell of a table: numbers are shown with `digits` decimals, what is missing as an empty cell. */
export type Cell = string | number | null | undefined;

/** @param columns heading → decimals of its numbers, or null for text */
export function table(
  columns: Readonly<Record<string, number | null>>,
  rows: readonly (readonly Cell[])[],
): string {
  const headings = Object.entries(columns);
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [
    line(headings.map(([heading]) => heading)),
    line(headings.map(([, digits]) => (digits === null ? '---' : '--:'))),
    ...rows.map((row) => line(row.map((cell, i) => show(cell, headings[i]?.[1] ?? 0)))),
  ].join('\n');
}

function show(cell: Cell, digits: number): string {
  if (cell === null || cell === undefined) return '';
  return typeof cell === 'number' ? cell.toFixed(digits) : cell;
}

/** A message as it was written, in a table: code, so that nothing in it is read as mark-up. */
export function quoted(text: string | null, id: string): string {
  return text === null ? `\`${id}\`` : `\`\` ${text.replaceAll('`', 'ˋ').replaceAll('|', '\\|')} \`\``;
}

/** Sections apart by an empty line, with one line feed at the end. */
export function joined(parts: readonly (string | null | false)[]): string {
  return `${parts.filter((part) => part !== null && part !== false && part !== '').join('\n\n')}\n`;
}
