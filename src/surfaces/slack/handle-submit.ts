/** The button at a window's foot: closes it, unless a note would be lost with it. */
import { type AllMiddlewareArgs, type SlackViewMiddlewareArgs, type ViewSubmitAction } from '@slack/bolt';
import type { Log } from '../../runtime/logger.ts';
import { acknowledge } from './reception.ts';
import { noteBlockId, readEntered } from './render-fields.ts';

type SubmitArgs = SlackViewMiddlewareArgs<ViewSubmitAction> & AllMiddlewareArgs;

const NOT_DONE =
  'Nothing is done yet: the note goes along with one of the buttons below. Leave it empty to close.';

export function handleSubmit({ log }: { readonly log: Log }): (args: SubmitArgs) => Promise<void> {
  return async ({ ack, view }) => {
    const { note } = readEntered(view.state.values);
    const answer = () =>
      note === null ? ack() : ack({ response_action: 'errors', errors: { [noteBlockId()]: NOT_DONE } });
    await acknowledge(answer, log);
  };
}
