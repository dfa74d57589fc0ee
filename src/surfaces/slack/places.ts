/** Where an answer is shown: as a line that only the asker sees, or in a window over the chat. */
import { webApi } from '@slack/bolt';
import type { Card, CardAction } from '../../domain/card.ts';
import type { Person } from '../desk.ts';
import { sayCard } from '../private-cards.ts';
import { answer, type Reception, type Visit } from './reception.ts';
import { renderWindow } from './render-view.ts';
import { surfaceError } from './slack-errors.ts';

/** Neither ever throws. */
export interface Place {
  /** As soon as it is known who asks. */
  prepare(person: Person): void;
  show(card: Card): Promise<void>;
}

/** A window as it stands: Slack changes it only while it is still the one with this hash. */
export interface ShownWindow {
  readonly id: string;
  readonly hash: string;
}

interface NewWindow {
  readonly triggerId: string;
  /** Shown until the answer is there. */
  readonly waiting: Card;
  /** Buttons that lead on from the answer. */
  readonly next?: readonly CardAction[];
}

interface SameWindow {
  readonly window: ShownWindow;
  /** Shown meanwhile, where the answer takes a while. */
  readonly waiting?: Card;
  readonly next?: readonly CardAction[];
}

/** What became of a change: `closed` by the person, or `overtaken` by something newer. */
type Changed = ShownWindow | 'closed' | 'overtaken' | 'failed';

export const READING = sayCard('⏳', 'Reading both sides…', [
  { kind: 'text', text: 'The database and Cal.com are being read; this fills in by itself.' },
]);

export const ONE_MOMENT = sayCard('⏳', 'One moment…', [{ kind: 'text', text: 'This fills in by itself.' }]);

export function privateLine(reception: Reception, visit: Visit): Place {
  return { prepare: () => undefined, show: (card) => answer(reception, visit, card) };
}

/**
 * The right to open a window lasts three seconds: it is opened before the answer is there. Who may not see the answer
 * is told so in a line of their own, where there is a place for it.
 */
export function newWindow(
  reception: Reception,
  visit: Visit,
  { triggerId, waiting, next = [] }: NewWindow,
): Place {
  let opening: Promise<ShownWindow | undefined> = Promise.resolve(undefined);
  return {
    prepare({ admin }) {
      if (admin || !visit.respond) opening = open(reception, triggerId, waiting);
    },
    async show(card) {
      const window = await opening;
      const changed = window && (await change(reception, window, withNext(card, next)));
      if (changed === undefined || changed === 'failed') await answer(reception, visit, card);
    },
  };
}

/** The window in which the button stands. */
export function sameWindow(
  reception: Reception,
  visit: Visit,
  { window, waiting, next = [] }: SameWindow,
): Place {
  let current: Promise<Changed> = Promise.resolve(window);
  return {
    prepare() {
      if (waiting) current = change(reception, window, waiting);
    },
    async show(card) {
      const before = await current;
      const changed =
        typeof before === 'string' ? before : await change(reception, before, withNext(card, next));
      // A review is of no use any more; how an action began is to be known all the same.
      const lost = changed === 'failed' || (changed === 'closed' && !waiting);
      if (lost) await answer(reception, visit, card);
    },
  };
}

async function open(
  { client, log }: Reception,
  triggerId: string,
  card: Card,
): Promise<ShownWindow | undefined> {
  try {
    const { view } = await client.views.open({ trigger_id: triggerId, view: renderWindow(card) });
    return windowOf(view);
  } catch (error) {
    log('info', 'slack window not opened', { why: surfaceError(error, 'open a window').message });
    return undefined;
  }
}

async function change({ client, log }: Reception, { id, hash }: ShownWindow, card: Card): Promise<Changed> {
  try {
    const { view } = await client.views.update({ view_id: id, hash, view: renderWindow(card) });
    return windowOf(view) ?? 'failed';
  } catch (error) {
    const why = surfaceError(error, 'change a window');
    log('debug', 'slack window not changed', { why: why.message });
    return whyNot(error);
  }
}

function windowOf(view: { id?: string; hash?: string } | undefined): ShownWindow | undefined {
  return view?.id !== undefined && view.hash !== undefined ? { id: view.id, hash: view.hash } : undefined;
}

function withNext(card: Card, next: readonly CardAction[]): Card {
  return { ...card, actions: [...(card.actions ?? []), ...next] };
}

function whyNot(error: unknown): Exclude<Changed, ShownWindow> {
  const code = error instanceof webApi.WebAPIPlatformError ? error.data.error : undefined;
  if (code === 'not_found') return 'closed';
  return code === 'hash_conflict' ? 'overtaken' : 'failed';
}
