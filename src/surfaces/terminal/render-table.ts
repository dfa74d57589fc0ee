/** A table of box-drawing lines that lines up with any script and emoji, and fits the terminal. */
import stringWidth from 'string-width';
import { padEnd, wrapText } from './wrap-text.ts';

const NARROWEST = 3;

/** Cells that are too long for the terminal go on in further lines of their row. */
export function renderTable(
  columns: readonly string[],
  rows: readonly (readonly string[])[],
  width: number,
): string {
  const cellsOf = (at: number) => [columns, ...rows].map((row) => row[at] ?? '');
  const wanted = columns.map((_, at) => widest(cellsOf(at)));
  const unbroken = columns.map((_, at) => widest(cellsOf(at).flatMap((cell) => cell.split(' '))));
  const room = width - columns.length * 3 - 1;
  const widths = narrow(
    narrow(wanted, unbroken, room),
    columns.map(() => NARROWEST),
    room,
  );
  const line = (left: string, middle: string, right: string) =>
    left + widths.map((one) => '─'.repeat(one + 2)).join(middle) + right;
  return [
    line('┌', '┬', '┐'),
    renderRow(columns, widths),
    line('├', '┼', '┤'),
    ...rows.map((row) => renderRow(row, widths)),
    line('└', '┴', '┘'),
  ].join('\n');
}

function widest(texts: readonly string[]): number {
  return Math.max(...texts.map((text) => stringWidth(text)));
}

/** Takes from the widest column, none below its least, until all fit into the room or nothing is left to take. */
function narrow(widths: readonly number[], least: readonly number[], room: number): number[] {
  const narrowed = [...widths];
  for (let excess = narrowed.reduce((sum, one) => sum + one, -room); excess > 0; excess -= 1) {
    const spare = narrowed.map((one, at) => (one > (least[at] ?? 0) ? one : 0));
    const most = Math.max(...spare);
    if (most === 0) break;
    narrowed[spare.indexOf(most)] = most - 1;
  }
  return narrowed;
}

function renderRow(cells: readonly string[], widths: readonly number[]): string {
  const wrapped = widths.map((width, at) => wrapText(cells[at] ?? '', width));
  const height = Math.max(...wrapped.map((lines) => lines.length));
  return Array.from({ length: height }, (_, level) =>
    wrapped.map((lines, at) => ` ${padEnd(lines[level] ?? '', widths[at] ?? 0)} `).join('│'),
  )
    .map((line) => `│${line}│`)
    .join('\n');
}
