/** The slash command: acknowledged at once, as its answer may take a while. */
import { type AllMiddlewareArgs, type SlackCommandMiddlewareArgs } from '@slack/bolt';
import { acknowledge, answer, receive, type Reception, type Visit } from './reception.ts';
import { unescaped } from './text.ts';

type CommandArgs = SlackCommandMiddlewareArgs & AllMiddlewareArgs;

export function handleCommand(reception: Reception): (args: CommandArgs) => Promise<void> {
  return async ({ ack, command, respond }) => {
    // A lost acknowledgement makes Slack ask again, which is recognised; the first asking is answered.
    const isNew = !reception.seenBefore(`command ${command.trigger_id}`);
    await acknowledge(ack, reception.log);
    if (!isNew) return;
    const text = unescaped(command.text ?? '');
    const visit: Visit = {
      asker: { id: command.user_id, name: command.user_name },
      teamId: command.team_id,
      channelId: command.channel_id,
      asked: text,
      respond,
    };
    const card = await receive(reception, visit, (person) => reception.desk.command(text, person));
    await answer(reception, visit, card);
  };
}
