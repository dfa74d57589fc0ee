/** A table as a code block, whose columns stand below each other in every client. */
import stringWidth from 'string-width';
import { escapeCode } from './escape-markdown.ts';
import { fitLines } from './fit.ts';

const FENCE = '```';
/** Wider ones wrap on a phone. */
const MAX_CELL_COLUMNS = 28;

export function renderTable(
  columns: readonly string[],
  rows: readonly (readonly string[])[],
  room: number,
): string {
  const cells = [columns, ...rows].map((row) => columns.map((_, at) => cut(escapeCode(row[at] ?? ''))));
  const widths = columns.map((_, at) => Math.max(...cells.map((row) => stringWidth(row[at] ?? ''))));
  const [head = '', ...body] = cells.map((row) =>
    row
      .map((cell, at) => cell + ' '.repeat((widths[at] ?? 0) - stringWidth(cell)))
      .join('  ')
      .trimEnd(),
  );
  const rule = '─'.repeat(widths.reduce((sum, width) => sum + width + 2, -2));
  const left = room - head.length - rule.length - 2 * FENCE.length - 4;
  return left < 0 ? '' : [FENCE, head, rule, fitLines(body, left), FENCE].filter(Boolean).join('\n');
}

function cut(text: string): string {
  if (stringWidth(text) <= MAX_CELL_COLUMNS) return text;
  let kept = '';
  for (const { segment } of new Intl.Segmenter().segment(text)) {
    if (stringWidth(kept + segment) >= MAX_CELL_COLUMNS) break;
    kept += segment;
  }
  return `${kept}…`;
}
