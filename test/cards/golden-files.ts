/** The golden files: one for each kind and surface, with all its states. */
import { fileURLToPath } from 'node:url';
import { GOLDEN_CARDS, type GoldenCards } from './golden-cards.ts';
import { RENDERINGS, type Rendering } from './renderings.ts';

export const GOLDEN_DIRECTORY = fileURLToPath(new URL('../golden/', import.meta.url));

export interface GoldenFile {
  readonly name: string;
  readonly readers: GoldenCards['readers'];
  readonly content: string;
}

export const GOLDEN_FILES: readonly GoldenFile[] = GOLDEN_CARDS.flatMap((golden) =>
  RENDERINGS.map(({ surface, keep }) => ({
    name: `${golden.kind}.${surface}.txt`,
    readers: golden.readers,
    content: contentOf(golden, keep),
  })),
);

function contentOf({ cards }: GoldenCards, keep: Rendering['keep']): string {
  return cards.map(({ state, card }) => `=== ${state}\n${keep(card)}\n`).join('\n');
}
