/** A card that goes on in a new message: what both messages say of each other. */
import type { Instant } from '../domain/appointment.ts';
import type { Card } from '../domain/card.ts';
import { sayInstant, type Wording } from '../domain/wording.ts';
import type { EarlierMessage } from './outbox.ts';
import { SurfaceError, type MessageRef, type EditableSurface } from './surface.ts';

interface Place {
  readonly surface: EditableSurface;
  readonly signal: AbortSignal;
}

/** So often what waiting would mend holds up the newer message; then it goes without. */
const TRIES = 3;

/** The card as the newer message shows it. Pure. */
export function continuing(card: Card, earlier: EarlierMessage | null, wording: Wording): Card {
  if (!earlier) return card;
  const link = earlier.seen?.link ?? `of ${sayInstant(earlier.postedAt satisfies Instant, wording)}`;
  const frozen = earlier.seen?.points === false;
  const label = frozen
    ? 'Continues an earlier message, which cannot be changed any more'
    : 'Continues an earlier message';
  return withLine(card, { label, value: link });
}

/** The card as the earlier message shows it: nothing can be pressed there any more. Pure. */
function continued(card: Card, link: string | undefined): Card {
  const { fields: _, ...rest } = card;
  return {
    ...withLine(rest, { label: 'Goes on in a newer message', value: link ?? 'see there' }),
    actions: [],
  };
}

function withLine(card: Card, fact: { label: string; value: string }): Card {
  return { ...card, sections: [{ kind: 'facts', title: null, facts: [fact] }, ...card.sections] };
}

/** Before the newer one is posted, so that there are never two with buttons; null when the earlier one is gone. */
export async function retire(
  earlier: EarlierMessage,
  { card, attempts }: { card: Card; attempts: number },
  { surface, signal }: Place,
): Promise<EarlierMessage | null> {
  const edited = await settled(surface.edit(earlier.at, continued(card, undefined), signal));
  if (edited.waits && attempts < TRIES) throw edited.error;
  if (edited.error?.problem === 'message_gone') return null;
  const { result: link = null } = await settled(surface.link(earlier.at, signal));
  return { ...earlier, seen: { link, points: edited.error === undefined } };
}

/** Once the newer one stands. It may fail: the earlier one says already that it goes on. */
export async function point(
  earlier: EarlierMessage,
  { card, to }: { card: Card; to: MessageRef },
  { surface, signal }: Place,
): Promise<void> {
  const { result: link } = await settled(surface.link(to, signal));
  if (link !== undefined) await settled(surface.edit(earlier.at, continued(card, link), signal));
}

interface Settled<T> {
  readonly result?: T;
  readonly error?: SurfaceError;
  /** It may work when it is tried again. */
  readonly waits: boolean;
}

async function settled<T>(call: Promise<T>): Promise<Settled<T>> {
  try {
    return { result: await call, waits: false };
  } catch (error) {
    if (!(error instanceof SurfaceError)) throw error;
    return { error, waits: error.problem === 'unavailable' || error.problem === 'throttled' };
  }
}
