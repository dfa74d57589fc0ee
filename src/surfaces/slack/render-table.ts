/** A table in letters of one width: it looks the same on every client, and in private answers too. */
import stringWidth from 'string-width';
import { andMore, fit } from './fit.ts';
import { oneLine } from './text.ts';

/** Beyond it nobody reads on in a chat. */
const ROWS = 20;
/** A UUID is just as wide. */
const CELL = 36;
const LAST_CELL = 60;

/** At most `room` characters, with a last line that says how many rows are left out. */
export function renderTable(
  columns: readonly string[],
  rows: readonly (readonly string[])[],
  room: number,
): string {
  const shown = [columns, ...rows.slice(0, ROWS)].map((row) => columns.map((_, at) => cellOf(row, at)));
  const widths = columns.map((_, at) => Math.max(...shown.map((row) => stringWidth(row[at] ?? ''))));
  const [head = '', ...lines] = shown.map((row) => lineOf(row, widths));
  const { kept } = fit(lines, room - 2 * (head.length + 1) - 25, (line) => line.length + 1);
  const left = rows.length - kept.length;
  const rule = widths.map((width) => '─'.repeat(width)).join('  ');
  return [head, rule, ...kept, ...(left > 0 ? [andMore(left)] : [])].join('\n');
}

function cellOf(row: readonly string[], at: number): string {
  return oneLine(row[at] ?? '', at === row.length - 1 ? LAST_CELL : CELL);
}

function lineOf(cells: readonly string[], widths: readonly number[]): string {
  const padded = cells.map((cell, at) => cell + ' '.repeat((widths[at] ?? 0) - stringWidth(cell)));
  return padded.join('  ').trimEnd();
}
