/** Keeps the homes of those who look at them up to date: published only when they would show something else. */
import type { Card } from '../domain/card.ts';
import type { Clock } from '../runtime/clock.ts';
import { cardHash } from './card-hash.ts';
import type { HomeBook, HomeSurface, Reader, StandingHome } from './homes.ts';
import { SurfaceError } from './surface.ts';

export interface HomePorts {
  readonly book: HomeBook;
  readonly homes: HomeSurface;
  readonly clock: Clock;
  readonly compose: (reader: Reader) => Promise<Card>;
  readonly log: (message: string, fields: Readonly<Record<string, unknown>>) => void;
}

const LOOK_EVERY_MS = 1_000;
/** What turns old by itself changes no table. */
const COMPOSE_EVERY_MS = 60_000;
const FIRST_BACK_OFF_MS = 1_000;
const LONGEST_BACK_OFF_MS = 60_000;
/** A token or a permission is mended by a person: asked again now and then. */
const NOT_ALLOWED_BACK_OFF_MS = 5 * 60_000;

/**
 * Publishes every home that would show something else; a failure that is not the person's own is thrown, and the rest
 * is left for later.
 */
export async function publishHomes(ports: HomePorts, signal: AbortSignal): Promise<void> {
  const { book, homes, clock } = ports;
  const standing = await book.openedSince(homes.name, Math.max(0, clock.now() - homes.keptForMs));
  const cards = new Map<Reader, Promise<Card>>();
  for (const home of standing) {
    signal.throwIfAborted();
    const reader = await homes.readerOf(home.userId);
    const card = await (cards.get(reader) ?? ports.compose(reader));
    cards.set(reader, Promise.resolve(card));
    if (await publishOne(home, card, { ...ports, signal })) await clock.sleep(homes.paceMs, signal);
  }
}

type Publishing = HomePorts & { readonly signal: AbortSignal };

/** Whether the surface was called to show something. */
async function publishOne(home: StandingHome, card: Card, ports: Publishing): Promise<boolean> {
  const { homes, signal } = ports;
  const shownHash = cardHash(card);
  const isSame = !home.unwanted && shownHash === home.shownHash;
  try {
    if (isSame && (await homes.isThere(home, signal))) return false;
    await (home.unwanted ? takeDown(home, ports) : show({ home, card, shownHash }, ports));
  } catch (error) {
    if (!(error instanceof SurfaceError)) throw error;
    await notShown(home, error, ports);
  }
  return true;
}

async function show(
  { home, card, shownHash }: { home: StandingHome; card: Card; shownHash: string },
  { book, homes, clock, log, signal }: Publishing,
): Promise<void> {
  const { userId } = home;
  const shown = await homes.publish(home, card, signal);
  if (shown.trouble !== null && shown.trouble !== home.trouble)
    log('home shown, but not as it should be', { surface: homes.name, why: shown.trouble });
  await book.published(homes.name, { ...shown, userId, shownHash }, clock.now());
}

async function takeDown(home: StandingHome, { book, homes, signal }: Publishing): Promise<void> {
  await homes.takeDown(home, signal);
  await book.forget(homes.name, home.userId);
}

/** What only this home is to blame for holds up no other. */
async function notShown(
  { userId }: StandingHome,
  error: SurfaceError,
  { book, homes, log }: Publishing,
): Promise<void> {
  if (error.problem === 'message_gone') return book.forget(homes.name, userId);
  const needsPerson = error.problem === 'not_allowed' || error.problem === 'rejected';
  if (needsPerson) await book.failed(homes.name, userId, error.message);
  if (error.problem !== 'rejected') throw error;
  log('home not published', { userId, why: error.message });
}

export interface KeepingHomes extends HomePorts {
  /** Wraps the publishing, so that only one replica does it; answers false when another one does. */
  readonly exclusively: (work: (signal: AbortSignal) => Promise<void>) => Promise<boolean>;
  readonly onError: (error: unknown) => void;
}

/** What the last look found. */
interface Seen {
  marker: string | undefined;
  composedAt: number;
  failures: number;
}

/** Runs until the signal is aborted. */
export async function keepHomes(ports: KeepingHomes, stop: AbortSignal): Promise<void> {
  const seen: Seen = { marker: undefined, composedAt: Number.NEGATIVE_INFINITY, failures: 0 };
  while (!stop.aborted) {
    const wait = await lookOnce(ports, seen, stop).catch((error: unknown) =>
      stop.aborted ? 0 : backOff(error, seen, ports),
    );
    await ports.clock.sleep(wait, stop).catch(() => undefined);
  }
}

/** How long to wait before looking again, in ms. */
async function lookOnce(ports: KeepingHomes, seen: Seen, stop: AbortSignal): Promise<number> {
  const { book, homes, clock, exclusively } = ports;
  const marker = await book.marker(homes.name);
  const now = clock.now();
  if (marker === seen.marker && now - seen.composedAt < COMPOSE_EVERY_MS) return LOOK_EVERY_MS;
  const held = await exclusively((signal) => publishHomes(ports, AbortSignal.any([signal, stop])));
  if (!held || stop.aborted) return LOOK_EVERY_MS;
  Object.assign(seen, { marker, composedAt: now, failures: 0 });
  return LOOK_EVERY_MS;
}

/** How long to wait after a look that failed, in ms. */
function backOff(error: unknown, seen: Seen, { homes, log, onError }: KeepingHomes): number {
  seen.failures += 1;
  if (!(error instanceof SurfaceError)) {
    onError(error);
    return LONGEST_BACK_OFF_MS;
  }
  log('homes not published', { surface: homes.name, problem: error.problem, why: error.message });
  if (error.problem === 'not_allowed') return NOT_ALLOWED_BACK_OFF_MS;
  const growing = FIRST_BACK_OFF_MS * 2 ** Math.min(seen.failures - 1, 10);
  return error.retryAfterMs ?? Math.min(LONGEST_BACK_OFF_MS, growing);
}
