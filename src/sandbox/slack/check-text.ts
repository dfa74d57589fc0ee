/** Checks a text object: its kind, that it says something, and its length. */
import { isRecord } from './json.ts';
import { checkLength, complain, type Spot, within } from './problems.ts';

/** "Text object": 3,000 characters wherever a block says no smaller number. */
const TEXT_MOST = 3_000;

interface TextRule {
  most?: number;
  /** Titles, labels and buttons take no mrkdwn. */
  plain?: boolean;
  required?: boolean;
}

export function checkText(value: unknown, spot: Spot, rule: TextRule = {}): void {
  const { most = TEXT_MOST, plain = false, required = true } = rule;
  if (value === undefined) return required ? complain(spot, 'missing required field') : undefined;
  if (!isRecord(value)) return complain(spot, 'must be a text object');
  const kinds = plain ? ['plain_text'] : ['plain_text', 'mrkdwn'];
  if (!kinds.includes(String(value['type']))) complain(within(spot, 'type'), `must be ${kinds.join(' or ')}`);
  if (value['text'] === undefined) return complain(within(spot, 'text'), 'missing required field');
  checkLength(value['text'], within(spot, 'text'), most);
}
