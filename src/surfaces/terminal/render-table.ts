/** A table of box-drawing lines that lines up with any script and emoji, and fits the terminal. */
import stringWidth from 'string-width';

/** The last column gives way when the terminal is too narrow. */
export function renderTable(
  columns: readonly string[],
  rows: readonly (readonly string[])[],
  width: number,
): string {
  const widths = columns.map((title, at) =>
    Math.max(stringWidth(title), ...rows.map((row) => stringWidth(row[at] ?? ''))),
  );
  const excess = widths.reduce((sum, one) => sum + one + 3, 1) - width;
  const last = widths.length - 1;
  if (excess > 0) widths[last] = Math.max(12, (widths[last] ?? 0) - excess);
  const line = (left: string, middle: string, right: string) =>
    left + widths.map((one) => '─'.repeat(one + 2)).join(middle) + right;
  const cells = (row: readonly string[]) =>
    `│${widths.map((one, at) => ` ${padEnd(cut(row[at] ?? '', one), one)} `).join('│')}│`;
  return [
    line('┌', '┬', '┐'),
    cells(columns),
    line('├', '┼', '┤'),
    ...rows.map(cells),
    line('└', '┴', '┘'),
  ].join('\n');
}

export function padEnd(text: string, width: number): string {
  return text + ' '.repeat(Math.max(0, width - stringWidth(text)));
}

function cut(text: string, width: number): string {
  if (stringWidth(text) <= width) return text;
  let kept = '';
  for (const { segment } of new Intl.Segmenter().segment(text)) {
    if (stringWidth(kept + segment) > width - 1) break;
    kept += segment;
  }
  return `${kept}…`;
}
