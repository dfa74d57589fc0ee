/** What a story of a killed process consists of, and how the usual ones begin and end. */
import type { Place } from './kill-cards.ts';
import type { KillStage } from './kill-stage.ts';

const HOUR = 60 * 60_000;
export const TOMORROW = Math.floor(Date.now() / HOUR) * HOUR + 24 * HOUR;

export interface KillStory {
  /** Before the process starts. */
  readonly prepare: (stage: KillStage) => Promise<void>;
  /** While it runs. */
  readonly provoke?: (stage: KillStage) => Promise<void>;
  /** Between its end and the next one. */
  readonly heal?: (stage: KillStage) => Promise<void>;
  readonly end: StoryEnd;
}

export interface StoryEnd {
  /** What the cards of Issue 1 say in each place, one expression for each card. */
  readonly cards: Readonly<Record<Place, readonly RegExp[]>>;
  /** Of Cal.com's bookings, sorted. */
  readonly bookings: readonly string[];
  /** Writes that left for Cal.com. */
  readonly writes: number;
  /** What stands in threads, on Discord below the card. */
  readonly replies: number;
  /** How notices end besides delivered, superseded and "the card shows it already". */
  readonly otherwise: readonly string[];
}

const OPEN_CARD = /\[Create in Cal\.com\]/;

/** Both chats show the card, and nothing was done. */
export const OPEN: StoryEnd = {
  cards: { slack: [OPEN_CARD], discord: [OPEN_CARD], 'left behind': [] },
  bookings: [],
  writes: 0,
  replies: 0,
  otherwise: [],
};

/** For what does not depend on the chat: a process that has only one starts sooner. */
export function leaveDiscord({ settings }: KillStage): void {
  for (const name of Object.keys(settings)) if (name.startsWith('DISCORD_')) settings[name] = undefined;
}

/** An appointment whose booking is gone; nobody has been told yet. */
export async function loseBooking({ company, verify }: KillStage): Promise<void> {
  company.calcom.world.remove(await company.agree('1', TOMORROW));
  await verify();
}
