/** A person clicks, types and fills in, and a real Bolt app answers through Socket Mode. */
import type { App, BlockAction, ButtonAction, SlashCommand, ViewClosedAction } from '@slack/bolt';
import { expect, test } from 'vitest';
import {
  aCardOf,
  aClient,
  anApp,
  aSlack,
  BEN,
  CARD,
  CHANNEL,
  errorOf,
  HOME,
  MIA,
  NOTE_MODAL,
  onlyMessage,
  plain,
  post,
} from './sandbox-slack-fixture.ts';
import { refusedOnPurpose } from '../support/no-refused-payloads.ts';

refusedOnPurpose();

const MENU = {
  channel: CHANNEL,
  text: 'More',
  blocks: [
    {
      type: 'actions' as const,
      elements: [
        {
          type: 'static_select' as const,
          action_id: 'more',
          placeholder: plain('More…'),
          options: [
            { text: plain('Why?'), value: 'why' },
            { text: plain('Accept'), value: 'accept' },
          ],
        },
      ],
    },
  ],
};

test('a press tells the app who pressed what, where, and it can answer on the message', async () => {
  await using slack = await aSlack();
  const pressed: { action: ButtonAction; body: BlockAction }[] = [];
  await using _ = await anApp(slack, (app) =>
    app.action<BlockAction<ButtonAction>>('retry', async ({ ack, action, body, client }) => {
      await ack();
      pressed.push({ action, body });
      await client.chat.update({ channel: CHANNEL, ts: body.message?.ts ?? '', text: 'working…' });
    }),
  );
  const card = await aCardOf(slack);

  const ack = await slack.as(MIA).press(card, 'Retry');

  expect(ack).toEqual({ acknowledged: true, afterMs: 0, late: false });
  expect(pressed).toMatchObject([
    {
      action: { action_id: 'retry', block_id: 'issue:7', value: '7:abc' },
      body: {
        user: { id: MIA, username: 'mia' },
        channel: { id: CHANNEL, name: 'front-desk' },
        message: { ts: card.ts, text: 'Booking missing' },
      },
    },
  ]);
  await expect.poll(() => onlyMessage(slack.channel(CHANNEL).messages).text).toBe('working…');
});

test('a button that asks first is pressed only by those who say yes', async () => {
  await using slack = await aSlack();
  let pressed = 0;
  await using _ = await anApp(slack, (app) =>
    app.action('cancel', async ({ ack }) => {
      pressed += 1;
      await ack();
    }),
  );
  const card = await aCardOf(slack);

  const no = await slack.as(MIA).press(card, 'Cancel', { confirm: false });
  const yes = await slack.as(MIA).press(card, 'cancel');

  expect([no.acknowledged, yes.acknowledged, pressed]).toEqual([false, true, 1]);
});

test('what is not there cannot be pressed', async () => {
  await using slack = await aSlack();
  const card = await aCardOf(slack);

  const wrong = slack.as(MIA).press(card, 'Create');
  await expect(wrong).rejects.toThrow('Cannot find "Create" to click on: there is "Retry", "Cancel"');
  slack.deleteMessage(CHANNEL, card.ts);
  const gone = slack.as(MIA).press(card, 'Retry');

  await expect(gone).rejects.toThrow('it is not there any more');
});

test('a choice from a menu is told with its value', async () => {
  await using slack = await aSlack();
  const chosen: unknown[] = [];
  await using _ = await anApp(slack, (app) =>
    app.action<BlockAction>('more', async ({ ack, action }) => {
      await ack();
      chosen.push(action);
    }),
  );
  await post(aClient(slack), MENU);
  const message = onlyMessage(slack.as(MIA).messages(CHANNEL));

  await slack.as(MIA).choose(message, 'More…', 'Accept');

  expect(chosen).toMatchObject([{ type: 'static_select', selected_option: { value: 'accept' } }]);
});

test('a command is answered in the acknowledgement, for one person', async () => {
  await using slack = await aSlack();
  const commands: SlashCommand[] = [];
  await using _ = await anApp(slack, (app) =>
    app.command('/calsync', async ({ ack, command }) => {
      commands.push(command);
      await ack('All in sync');
    }),
  );

  const ack = await slack.as(MIA).command('/calsync status --json', CHANNEL);

  expect(ack.body).toEqual({ text: 'All in sync' });
  expect(commands).toMatchObject([
    { command: '/calsync', text: 'status --json', user_id: MIA, channel_id: CHANNEL },
  ]);
  expect(slack.as(MIA).messages(CHANNEL)).toMatchObject([{ text: 'All in sync', ephemeral: true }]);
  expect(slack.as(BEN).messages(CHANNEL)).toEqual([]);
});

test('an answer Slack would not show fails the command', async () => {
  await using slack = await aSlack();
  await using _ = await anApp(slack, (app) =>
    app.command('/calsync', async ({ ack }) => ack({ text: 'x', blocks: [{ type: 'marquee' }] as never })),
  );

  const answered = slack.as(MIA).command('/calsync status', CHANNEL);

  await expect(answered).rejects.toThrow('unsupported type: marquee');
});

test('a response_url answers five times and for half an hour', async () => {
  await using slack = await aSlack();
  const urls: string[] = [];
  await using _ = await anApp(slack, (app) =>
    app.command('/calsync', async ({ ack, respond, body }) => {
      await ack();
      urls.push(body.response_url);
      await respond({ text: 'later' });
    }),
  );
  const answer = async (url = '') => (await answerTo(url, { text: 'more' })).status;
  await slack.as(MIA).command('/calsync', CHANNEL);
  await slack.as(MIA).command('/calsync', CHANNEL);
  await expect.poll(() => slack.as(MIA).messages(CHANNEL)).toHaveLength(2);

  const statuses: number[] = [];
  while (statuses.length < 5) statuses.push(await answer(urls[0]));
  slack.clock.advance(30 * 60_000 + 1);
  const expired = await answerTo(urls[1] ?? '', { text: 'too late' });

  expect(statuses).toEqual([200, 200, 200, 200, 404]);
  expect(await expired.json()).toEqual({ ok: false, error: 'expired_url' });
});

test('a response_url replaces or deletes the message that was clicked, also an ephemeral one', async () => {
  await using slack = await aSlack();
  await using _ = await anApp(slack, (app) => {
    app.action('retry', async ({ ack, respond }) => {
      await ack();
      await respond({ text: 'Retried', replace_original: true });
    });
    app.action('cancel', async ({ ack, respond }) => {
      await ack();
      await respond({ delete_original: true });
    });
  });
  await aClient(slack).chat.postEphemeral({ ...CARD, user: MIA });
  const mia = slack.as(MIA);
  const card = onlyMessage(mia.messages(CHANNEL));

  await mia.press(card, 'Retry');
  await expect.poll(() => onlyMessage(mia.messages(CHANNEL)).text).toBe('Retried');
  await mia.press(card, 'Cancel');

  await expect.poll(() => mia.messages(CHANNEL)).toEqual([]);
});

test('a modal is opened with a trigger, filled in and submitted', async () => {
  await using slack = await aSlack();
  const submitted: unknown[] = [];
  await using _ = await anApp(slack, (app) => {
    opensModal(app);
    app.view('resolve', async ({ ack, view }) => {
      submitted.push([view.private_metadata, view.state.values]);
      await ack();
    });
  });
  const modal = await openedModal(slack);

  expect(modal.title).toBe('Resolve #7');
  await expect(modal.submit()).rejects.toThrow('"Why is it fine?" is empty');
  modal.fill('Why is it fine?', 'Agreed by phone');
  const ack = await modal.submit();

  expect(ack.acknowledged).toBe(true);
  expect(submitted).toEqual([
    ['7', { note: { text: { type: 'plain_text_input', value: 'Agreed by phone' } } }],
  ]);
  expect(slack.as(MIA).modal()).toBeUndefined();
});

test('a submission may be answered with errors, another view, or one on top', async () => {
  await using slack = await aSlack();
  const answers = [
    { response_action: 'errors' as const, errors: { note: 'Say more' } },
    { response_action: 'update' as const, view: { ...NOTE_MODAL, title: plain('Really?') } },
    { response_action: 'push' as const, view: { ...NOTE_MODAL, title: plain('On top') } },
    { response_action: 'clear' as const },
  ];
  await using _ = await anApp(slack, (app) => {
    opensModal(app);
    app.view('resolve', async ({ ack }) => ack(answers.shift()));
  });
  (await openedModal(slack)).fill('note', 'ok');

  const seen: unknown[] = [];
  while (seen.length < 3) {
    const modal = slack.as(MIA).modal();
    if (modal?.title === 'On top') modal.fill('note', 'ok');
    await modal?.submit();
    seen.push([slack.as(MIA).modal()?.title, slack.as(MIA).modal()?.errors]);
  }
  slack.as(MIA).modal()?.fill('note', 'done');
  await slack.as(MIA).modal()?.submit();

  expect(seen).toEqual([
    ['Resolve #7', { note: 'Say more' }],
    ['Really?', {}],
    ['On top', {}],
  ]);
  expect(slack.as(MIA).modal()).toBeUndefined();
});

test('a trigger opens one modal, and only for three seconds', async () => {
  await using slack = await aSlack();
  const triggers: string[] = [];
  await using _ = await anApp(slack, (app) =>
    app.action<BlockAction>('retry', async ({ ack, body }) => {
      triggers.push(body.trigger_id);
      await ack();
    }),
  );
  const client = aClient(slack);
  const card = await aCardOf(slack);
  await slack.as(MIA).press(card, 'Retry');
  await slack.as(MIA).press(card, 'Retry');
  const open = (trigger_id = '') => errorOf(client.views.open({ trigger_id, view: NOTE_MODAL }));

  const inTime = [await open(triggers[0]), await open(triggers[0])];
  slack.clock.advance(3_001);
  const late = await open(triggers[1]);

  expect(inTime).toEqual(['ok', 'exchanged_trigger_id']);
  expect(late).toBe('expired_trigger_id');
});

test('an open modal is updated and keeps what was typed; once closed it is not found', async () => {
  await using slack = await aSlack();
  const closed: boolean[] = [];
  await using _ = await anApp(slack, (app) => {
    opensModal(app, { ...NOTE_MODAL, notify_on_close: true } as typeof NOTE_MODAL);
    app.view<ViewClosedAction>({ callback_id: 'resolve', type: 'view_closed' }, async ({ ack, body }) => {
      closed.push(body.is_cleared);
      await ack();
    });
  });
  const client = aClient(slack);
  const opened = await openedModal(slack);
  opened.fill('note', 'half a sen');
  const view = { ...NOTE_MODAL, title: plain('Checked'), notify_on_close: true };

  const { view: updated } = await client.views.update({ view_id: opened.id, view });
  const stale = await errorOf(client.views.update({ view_id: opened.id, view, hash: 'h0' }));
  const modal = slack.as(MIA).modal();
  await modal?.close();
  const gone = await errorOf(client.views.update({ view_id: opened.id, view }));

  expect(modal?.title).toBe('Checked');
  expect(updated?.state).toMatchObject({ values: { note: { text: { value: 'half a sen' } } } });
  expect([stale, gone, closed]).toEqual(['hash_conflict', 'not_found', [false]]);
});

test('who opens App Home is told of, and its buttons work', async () => {
  await using slack = await aSlack();
  const pressed: string[] = [];
  const retry = CARD.blocks[1];
  await using _ = await anApp(slack, (app) => {
    app.event('app_home_opened', async ({ event, client }) => {
      const view = { ...HOME, blocks: [...HOME.blocks, ...(retry ? [retry] : [])] };
      await client.views.publish({ user_id: event.user, view });
    });
    app.action<BlockAction>('retry', async ({ ack, body }) => {
      await ack();
      pressed.push(body.view?.type ?? '');
    });
  });
  const mia = slack.as(MIA);

  const ack = await mia.openHome();
  await expect.poll(() => mia.home()).toBeDefined();
  const home = mia.home();
  if (home) await mia.press(home, 'Retry');

  expect(ack.acknowledged).toBe(true);
  expect(pressed).toEqual(['home']);
});

function opensModal(app: App, view: typeof NOTE_MODAL = NOTE_MODAL): void {
  app.action<BlockAction>('retry', async ({ ack, body, client }) => {
    await ack();
    await client.views.open({ trigger_id: body.trigger_id, view });
  });
}

async function openedModal(slack: Awaited<ReturnType<typeof aSlack>>) {
  const mia = slack.as(MIA);
  await mia.press(await aCardOf(slack), 'Retry');
  await expect.poll(() => mia.modal()).toBeDefined();
  const modal = mia.modal();
  if (!modal) throw new Error('Cannot find the modal that was there');
  return modal;
}

function answerTo(url: string, body: unknown): Promise<Response> {
  return fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
}
