import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { checkMessage as checkOnDiscord } from '../../src/sandbox/discord/check-message.ts';
import { checkMessage as checkOnSlack } from '../../src/sandbox/slack/check-blocks.ts';
import { renderCard as onDiscord } from '../../src/surfaces/discord/render-card.ts';
import { renderCard as onSlack } from '../../src/surfaces/slack/render-card.ts';
import { GOLDEN_CARDS } from '../cards/golden-cards.ts';
import { GOLDEN_DIRECTORY, GOLDEN_FILES } from '../cards/golden-files.ts';
import { SECRETS } from '../cards/kinds.ts';

const ALL = GOLDEN_CARDS.flatMap(({ kind, cards }) => cards.map((one) => ({ kind, ...one })));
const PUBLIC = GOLDEN_FILES.filter(({ readers }) => readers === 'channel');
/** Edits take no more: "chat.update". */
const SLACK_TEXT_BYTES = 4_000;

describe('a golden card', () => {
  test.each(GOLDEN_FILES)('is as it stands in $name', ({ name, content }) => {
    const path = join(GOLDEN_DIRECTORY, name);

    // `npm run cards -- --write` writes it; look at what changed before it is committed.
    expect(existsSync(path) && readFileSync(path, 'utf8')).toBe(content);
  });

  test('has no file that nobody compares', () => {
    expect(readdirSync(GOLDEN_DIRECTORY).toSorted()).toEqual(GOLDEN_FILES.map(({ name }) => name).toSorted());
  });

  test.each(ALL)('$kind, $state is taken by Slack and by Discord', ({ card }) => {
    const message = onSlack(card);

    expect(checkOnSlack(message)).toEqual([]);
    expect(Buffer.byteLength(message.text)).toBeLessThan(SLACK_TEXT_BYTES);
    expect(checkOnDiscord(onDiscord(card, 'a-key'))).toEqual([]);
  });

  test.each(PUBLIC)('shows nobody’s address, number or uid in $name', ({ content }) => {
    expect(content).not.toMatch(/[\w.+-]+@[\w-]+\.\w/);
    // Digits as people write phone numbers; an instant of Slack's or Discord's is ten digits between markers.
    expect(content.replaceAll(/"timestamp":\d{10}|<t:\d{10}:|<!date\^\d{10}\^/g, '')).not.toMatch(
      /(?<![\w:"#])\+?\d(?:[ ()./-]?\d){8,}/,
    );
    for (const secret of Object.values(SECRETS)) expect(content).not.toContain(secret);
  });
});
