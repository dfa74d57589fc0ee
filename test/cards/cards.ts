/** `npm run cards [-- WORD…]` prints the golden cards, all or those of these words; `-- --write` writes their files anew. */
import { readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { GOLDEN_CARDS } from './golden-cards.ts';
import { GOLDEN_DIRECTORY, GOLDEN_FILES } from './golden-files.ts';
import { RENDERINGS } from './renderings.ts';

// A reader such as `head` may leave early.
process.stdout.on('error', () => undefined);
const words = process.argv.slice(2);
if (words.includes('--write')) writeAll();
else printAll(words);

function writeAll(): void {
  for (const name of readdirSync(GOLDEN_DIRECTORY)) rmSync(join(GOLDEN_DIRECTORY, name));
  for (const { name, content } of GOLDEN_FILES) writeFileSync(join(GOLDEN_DIRECTORY, name), content);
  process.stdout.write(`${GOLDEN_FILES.length} files written to test/golden\n`);
}

/** Each word has to stand in the kind, the state or the surface. */
function printAll(wanted: readonly string[]): void {
  const shown = GOLDEN_CARDS.flatMap(({ kind, cards }) =>
    cards.flatMap(({ state, card }) =>
      RENDERINGS.map(({ surface, read }) => ({ title: `${kind} · ${state} · ${surface}`, card, read })),
    ),
  );
  for (const { title, card, read } of shown) {
    if (!wanted.every((word) => title.includes(word))) continue;
    process.stdout.write(`\n━━ ${title} ${'━'.repeat(Math.max(0, 96 - title.length))}\n${read(card)}\n`);
  }
}
