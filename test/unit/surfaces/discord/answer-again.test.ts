import { expect, test } from 'vitest';
import { answeringAgain } from '../../../../src/surfaces/discord/answer-again.ts';

const FIRST = 'https://discord.test/api/v10/interactions/1/token/callback?with_response=false';
const EDIT = 'https://discord.test/api/v10/webhooks/2/token/messages/%40original';
const CARD = 'https://discord.test/api/v10/channels/3/messages';

const taken = () => new Response(null, { status: 204 });
const broken = () => new Response('', { status: 502 });
const refused = (code: number) => () => Response.json({ code }, { status: 400 });
const cut = (): Response => {
  throw new Error('cut');
};

/** What the last of `answers` came to, and how many were needed. */
async function send(url: string, method: string, answers: readonly (() => Response)[]) {
  let sent = 0;
  const request = answeringAgain(async () => (answers[sent++] ?? taken)());
  const outcome = await request(url, { method }).then(
    ({ status }) => status,
    (error: Error) => error.message,
  );
  return { outcome, sent };
}

test.each([
  {
    what: 'a first answer that was cut',
    url: FIRST,
    method: 'POST',
    answers: [cut, taken],
    outcome: 204,
    sent: 2,
  },
  {
    what: 'a first answer that was taken before',
    url: FIRST,
    method: 'POST',
    answers: [cut, refused(40060)],
    outcome: 204,
    sent: 2,
  },
  {
    what: 'a first answer that somebody else gave',
    url: FIRST,
    method: 'POST',
    answers: [refused(40060)],
    outcome: 400,
    sent: 1,
  },
  {
    what: 'a first answer that is refused',
    url: FIRST,
    method: 'POST',
    answers: [broken, refused(50035)],
    outcome: 400,
    sent: 2,
  },
  {
    what: 'an edit that broke',
    url: EDIT,
    method: 'PATCH',
    answers: [broken, broken, taken],
    outcome: 204,
    sent: 3,
  },
  {
    what: 'an edit without end',
    url: EDIT,
    method: 'PATCH',
    answers: [cut, cut, cut, broken],
    outcome: 502,
    sent: 4,
  },
  {
    what: 'an edit that is cut to the end',
    url: EDIT,
    method: 'PATCH',
    answers: [cut, cut, cut, cut],
    outcome: 'cut',
    sent: 4,
  },
  { what: 'a card', url: CARD, method: 'POST', answers: [broken], outcome: 502, sent: 1 },
])('$what is sent $sent times', async ({ url, method, answers, outcome, sent }) => {
  expect(await send(url, method, answers)).toEqual({ outcome, sent });
});
