/** The trend as people on Discord get it: as a picture, else in words. */
import { getGlobalDispatcher } from 'undici';
import { expect, test } from 'vitest';
import type { Message } from '../../src/sandbox/discord/stored-message.ts';
import { aCard } from '../unit/surfaces/discord/cards.ts';
import { aChart } from '../unit/surfaces/charts.ts';
import { aStage, newest, textOf, until, type Stage } from './discord-fixture.ts';

/** As in the daemon, where the client that Cal.com is asked with is there first. */
const CALCOMS_CLIENT = getGlobalDispatcher();

test('the trend comes as a picture that goes along, for the asker alone', async () => {
  await using stage = await aStage();

  const answer = await askFor(stage);

  expect(CALCOMS_CLIENT).toBeDefined();
  expect(answer.attachments).toMatchObject([{ filename: 'chart-1.png', contentType: 'image/png' }]);
  expect(answer.components).toMatchObject([
    {
      components: expect.arrayContaining([
        {
          type: 12,
          items: [
            {
              media: { url: 'attachment://chart-1.png' },
              description: expect.stringMatching(
                /^Trend \(Last 7 Days\)\. ✅ Sat: 98\.7%.*– Fri: no full check$/,
              ),
            },
          ],
        },
      ]),
    },
  ]);
  expect(textOf(answer)).not.toContain('• ');
  expect(stage.ben.messages(stage.channelId)).toEqual([]);
});

test('the trend comes in words where no file may go along', async () => {
  await using stage = await aStage();
  stage.discord.faults.add({
    when: { method: 'PATCH', path: /@original/ },
    fault: { kind: 'status', status: 403 },
  });

  const answer = await askFor(stage);

  expect(CALCOMS_CLIENT).toBeDefined();
  expect(answer.attachments).toEqual([]);
  expect(textOf(answer)).toContain('• ✅ Mon: 100%');
  expect(textOf(answer)).toContain('no complete check');
});

async function askFor({ ana, channelId, desk }: Stage): Promise<Message> {
  desk.answer = () => aCard({ title: 'Sync Health Metrics', sections: [aChart()], actions: [] });
  await ana.command('/calsync metrics', channelId);
  await until(() => newest(ana, channelId).ephemeral && !newest(ana, channelId).thinking);
  return newest(ana, channelId);
}
