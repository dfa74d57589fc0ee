import { expect, test } from 'vitest';
import { REFUSED_PAYLOADS } from '../../src/sandbox/refused-payloads.ts';
import { refusedOnPurpose } from '../support/no-refused-payloads.ts';
import { aStage, refusal } from './sandbox-discord-fixture.ts';
import { aClient, aSlack, CHANNEL, plain, post } from './sandbox-slack-fixture.ts';

refusedOnPurpose();

/** What is said aloud while this goes on. */
async function heardDuring(work: () => Promise<unknown>): Promise<unknown[]> {
  const heard: unknown[] = [];
  const listen = (message: unknown) => void heard.push(message);
  REFUSED_PAYLOADS.subscribe(listen);
  await work().catch(() => undefined);
  REFUSED_PAYLOADS.unsubscribe(listen);
  return heard;
}

test('what Slack would not take is said aloud, and a fault that was arranged is not', async () => {
  await using slack = await aSlack();
  const client = aClient(slack);
  const say = (length: number) =>
    post(client, {
      channel: CHANNEL,
      text: 'Hello',
      blocks: [{ type: 'header', text: plain('x'.repeat(length)) }],
    });

  const bad = await heardDuring(() => say(151));
  slack.faults.add({
    when: { method: 'chat.postMessage' },
    times: 1,
    fault: { kind: 'error', error: 'invalid_blocks' },
  });
  const arranged = await heardDuring(() => say(10));

  expect(bad).toMatchObject([{ platform: 'Slack', problems: ['invalid_blocks', expect.any(String)] }]);
  expect(arranged).toEqual([]);
});

test('what Discord would not take is said aloud', async () => {
  await using stage = await aStage();

  const heard = await heardDuring(() => refusal(stage.channel.send({ content: 'x'.repeat(2_001) })));

  expect(heard).toMatchObject([{ platform: 'Discord' }]);
});
