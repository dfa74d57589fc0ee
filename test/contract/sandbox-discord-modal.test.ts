/** Modals in the stand-in, opened and answered by discord.js. */
import {
  type ButtonInteraction,
  ModalBuilder,
  type ModalSubmitInteraction,
  TextInputStyle,
} from 'discord.js';
import { expect, test } from 'vitest';
import { aStage, lastMessage, onInteraction, only, post, refusal } from './sandbox-discord-fixture.ts';
import { refusedOnPurpose } from '../support/no-refused-payloads.ts';

refusedOnPurpose();

const MODAL = new ModalBuilder({
  title: 'Accept #7',
  custom_id: 'resolve:7',
  components: [
    {
      type: 18,
      label: 'Note',
      component: { type: 4, custom_id: 'note', style: TextInputStyle.Paragraph, min_length: 3 },
    },
    {
      type: 18,
      label: 'Side',
      component: {
        type: 3,
        custom_id: 'side',
        required: false,
        options: [
          { label: 'Cal.com', value: 'calcom' },
          { label: 'Database', value: 'db' },
        ],
      },
    },
  ],
});

test('a modal is opened, filled in and submitted', async () => {
  await using stage = await aStage();
  const card = await post(stage);
  let form: ModalSubmitInteraction | undefined;
  onInteraction(stage, (interaction: ButtonInteraction | ModalSubmitInteraction) => {
    if (interaction.isButton()) return interaction.showModal(MODAL);
    form = interaction;
    return interaction.isFromMessage() ? interaction.update('accepted') : interaction.reply('accepted');
  });

  const opened = await stage.ana.press(card, 'Retry');
  const modal = only(stage.ana.modal());
  modal.fill('Note', 'As agreed');
  modal.fill('Side', 'Database');
  const ack = await modal.submit();

  expect(opened.kind).toBe('modal');
  expect(modal).toMatchObject({ title: 'Accept #7', customId: 'resolve:7' });
  expect(form?.fields.getTextInputValue('note')).toBe('As agreed');
  expect(form?.fields.getStringSelectValues('side')).toEqual(['db']);
  expect(ack.kind).toBe('update');
  expect(lastMessage(stage)).toMatchObject({ id: card.id, content: 'accepted' });
  expect(stage.ana.modal()).toBeUndefined();
});

test('a form is not sent while a field is missing or too short, and closes without a word', async () => {
  await using stage = await aStage();
  const card = await post(stage);
  onInteraction(stage, (click: ButtonInteraction) => click.showModal(MODAL));
  await stage.ana.press(card, 'Retry');
  const modal = only(stage.ana.modal());

  await expect(modal.submit()).rejects.toThrow('"Note" is required');
  modal.fill('note', 'no');
  await expect(modal.submit()).rejects.toThrow('"Note" takes 3 to 4000');
  expect(() => modal.fill('Reason', 'x')).toThrow('the fields are note, side');
  modal.close();

  expect(stage.ana.modal()).toBeUndefined();
  expect(stage.ben.modal()).toBeUndefined();
});

test('a form cannot be answered by a form, nor a promise be turned into one', async () => {
  await using stage = await aStage();
  const card = await post(stage);
  const codes: unknown[] = [];
  const done = Promise.withResolvers<void>();
  onInteraction(stage, async (interaction: ButtonInteraction | ModalSubmitInteraction) => {
    if (interaction.isButton()) return interaction.showModal(MODAL);
    const path = `/interactions/${interaction.id}/${interaction.token}/callback` as const;
    const body = { type: 9, data: MODAL.toJSON() };
    codes.push(await refusal(interaction.client.rest.post(path, { auth: false, body })));
    await interaction.deferReply();
    codes.push(await refusal(interaction.client.rest.post(path, { auth: false, body })));
    done.resolve();
  });

  await stage.ana.press(card, 'Retry');
  only(stage.ana.modal()).fill('Note', 'As agreed');
  await only(stage.ana.modal()).submit();
  await done.promise;

  expect(codes).toMatchObject([{ code: 50035 }, { code: 40060 }]);
});
