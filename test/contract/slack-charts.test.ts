/** The trend as people on Slack get it: drawn by Slack, else as a picture, else in letters. */
import { expect, test } from 'vitest';
import type { Card } from '../../src/domain/card.ts';
import type { SlackSandbox, SlackSandboxOptions } from '../../src/sandbox/slack/start-slack.ts';
import { ALL_SCOPES } from '../../src/sandbox/slack/methods.ts';
import { aChart } from '../unit/surfaces/charts.ts';
import { aCard } from '../unit/surfaces/slack/cards.ts';
import { aWorkspace, BEN, CHANNEL, connectedSlack, privateAnswers } from './slack-surface-fixture.ts';

const CARD: Card = aCard({ title: 'Sync Health Metrics', sections: [aChart()], actions: [], footer: [] });
const REFUSED = { kind: 'error', error: 'invalid_blocks' } as const;

test('is drawn by Slack, for the asker alone', async () => {
  await using asked = await askFor(CARD);

  expect(await asked.answer()).toEqual(['header', 'data_visualization', 'rich_text']);
  expect(asked.methods()).toEqual(['response_url']);
});

test('comes as a picture where Slack draws no charts', async () => {
  await using asked = await askFor(CARD, (slack) => {
    slack.faults.add({ when: { method: 'response_url' }, fault: REFUSED });
  });

  expect(await asked.answer()).toEqual(['header', 'image']);
  expect(asked.methods()).toEqual([
    'response_url',
    'files.getUploadURLExternal',
    'upload',
    'files.completeUploadExternal',
    'response_url',
  ]);
});

test('waits for a picture that Slack still looks over', async () => {
  await using asked = await askFor(CARD, (slack) => {
    slack.faults.add({ when: { method: 'response_url' }, times: 2, fault: REFUSED });
  });

  expect(await asked.answer()).toEqual(['header', 'image']);
  expect(asked.methods().filter((method) => method === 'upload')).toHaveLength(1);
});

test('comes in letters where no picture can be uploaded', async () => {
  const scopes = ALL_SCOPES.filter((scope) => scope !== 'files:write');
  await using asked = await askFor(
    CARD,
    (slack) => slack.faults.add({ when: { method: 'response_url' }, fault: REFUSED }),
    { scopes },
  );

  expect(await asked.answer()).toEqual(['header', 'rich_text']);
  expect(asked.text()).toContain('✅ Mon: 100%');
});

test('comes in letters where the upload breaks off', async () => {
  await using asked = await askFor(CARD, (slack) => {
    slack.faults.add({ when: { method: 'response_url' }, fault: REFUSED });
    slack.faults.add({ when: { method: 'upload' }, fault: { kind: 'cut' } });
  });

  expect(await asked.answer()).toEqual(['header', 'rich_text']);
});

test('comes as a picture too where the command’s own address does not work', async () => {
  await using asked = await askFor(CARD, (slack) => {
    slack.faults.add({ when: { method: 'response_url' }, fault: { kind: 'status', status: 503 } });
    slack.faults.add({ when: { method: 'chat.postEphemeral' }, fault: REFUSED });
  });

  expect(await asked.answer()).toEqual(['header', 'image']);
});

test('is not to blame when a card without a chart is refused', async () => {
  await using asked = await askFor(aCard({ actions: [] }), (slack) => {
    slack.faults.add({ when: { method: 'response_url' }, fault: REFUSED });
  });

  expect(await asked.answer()).toContain('rich_text');
  expect(asked.methods()).toEqual(['response_url', 'chat.postEphemeral']);
});

/** Ben asks for the card on a Slack where this goes wrong. */
async function askFor(
  card: Card,
  arrange: (slack: SlackSandbox) => unknown = () => undefined,
  options: SlackSandboxOptions = {},
) {
  await using opening = new AsyncDisposableStack();
  const slack = opening.use(await aWorkspace(options));
  const answered = () => Promise.resolve(card);
  opening.use(
    await connectedSlack(slack, { desk: { command: answered, press: answered, turnAway: answered } }),
  );
  arrange(slack);
  const before = slack.requests.length;
  await slack.as(BEN).command('/calsync metrics', CHANNEL);
  const parts = opening.move();
  const shown = () => slack.as(BEN).messages(CHANNEL)[0];
  return {
    /** The types of its blocks. */
    async answer() {
      await privateAnswers(slack, BEN, 1);
      return shown()?.blocks.map(({ type }) => type);
    },
    text: () => shown()?.text,
    /** What was called for it. */
    methods: () =>
      slack.requests
        .slice(before)
        .map(({ method }) => method)
        .filter((method) => /^(response_url|upload|files\.|chat\.)/.test(method)),
    [Symbol.asyncDispose]: () => parts.disposeAsync(),
  };
}
