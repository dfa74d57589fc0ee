/** The slash command: acknowledged at once, as its answer may take a while. */
import { type AllMiddlewareArgs, type SlackCommandMiddlewareArgs } from '@slack/bolt';
import { parseCommand } from '../../domain/parse-command.ts';
import { splitWords } from '../split-words.ts';
import { newWindow, privateLine, READING, type Place } from './places.ts';
import { acknowledge, receive, type Reception, type Visit } from './reception.ts';
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
      whence: { teamId: command.team_id, answerTo: command.response_url },
      channelId: command.channel_id,
      asked: text,
      respond,
    };
    const place = placeOf(reception, visit, { text, triggerId: command.trigger_id });
    const card = await receive(reception, visit, (person) => {
      place.prepare(person);
      return reception.desk.command(text, person);
    });
    await place.show(card);
  };
}

/** A review has much to read and much to press: it gets a window. */
function placeOf(
  reception: Reception,
  visit: Visit,
  { text, triggerId }: { text: string; triggerId: string },
): Place {
  const parsed = parseCommand(splitWords(text));
  const isReview = parsed.kind === 'command' && parsed.command.name === 'review';
  return isReview
    ? newWindow(reception, visit, { triggerId, waiting: READING })
    : privateLine(reception, visit);
}
