/** The dashboard's tiles, as many beside each other as fit. */
import type { Tile } from '../../domain/card.ts';
import { padEnd } from './wrap-text.ts';

/** Room for the longest label. */
const INSIDE = 18;
const GAP = 2;

export function renderTiles(tiles: readonly Tile[], width: number): string {
  const perRow = Math.max(1, Math.floor((width + GAP) / (INSIDE + 2 + GAP)));
  // Rows as even as can be: four and four rather than five and three.
  const even = Math.ceil(tiles.length / Math.ceil(tiles.length / perRow));
  const rows: string[] = [];
  for (let at = 0; at < tiles.length; at += even) rows.push(renderRow(tiles.slice(at, at + even)));
  return rows.join('\n');
}

function renderRow(tiles: readonly Tile[]): string {
  const line = (textOf: (tile: Tile) => string) =>
    tiles.map((tile) => `│ ${padEnd(textOf(tile), INSIDE - 1)}│`).join(' '.repeat(GAP));
  const edge = (left: string, right: string) =>
    tiles.map(() => left + '─'.repeat(INSIDE) + right).join(' '.repeat(GAP));
  return [
    edge('┌', '┐'),
    line(({ label }) => label.toUpperCase()),
    line(({ icon, value }) => `${icon} ${value}`),
    line(({ note }) => note ?? ''),
    edge('└', '┘'),
  ].join('\n');
}
