/** The dashboard of a Discord server: one pinned message in the channel that everybody reads, kept up to date. */
import { RequestMethod, Routes } from 'discord.js';
import { EVERYBODY, type HomeSurface, type StandingHome } from '../../notify/homes.ts';
import { SurfaceError, type MessageRef, type Surface } from '../../notify/surface.ts';
import type { Card } from '../../domain/card.ts';
import type { BotApi } from './rest.ts';

/** Edits of one message, of which Discord allows few once it is old. */
const PACE_MS = 15_000;
const NOT_PINNED =
  'The dashboard is not pinned: give the bot the permission Pin Messages in the channel, and type "/calsync dashboard" again.';

/** Why a new message takes the place of one that is known. */
const NEEDS_ANOTHER = ['message_gone', 'message_frozen'];

export interface DiscordHomeParts {
  readonly api: BotApi;
  /** Where it is posted. */
  readonly channel: Surface;
}

export function discordHome({ api, channel }: DiscordHomeParts): HomeSurface {
  return {
    name: 'discord',
    paceMs: PACE_MS,
    keptForMs: Number.POSITIVE_INFINITY,
    readerOf: () => Promise.resolve(EVERYBODY),
    isThere,
    async publish(home, card, signal) {
      const at = await show(home, card, signal);
      const isKnown = home.shownHash !== null && at.messageId === home.at?.messageId;
      return { at, trouble: isKnown ? home.trouble : await pin(at, signal) };
    },
    takeDown: ({ at }, signal) => (at ? remove(at, signal) : Promise.resolve()),
  };

  async function isThere({ at }: StandingHome, signal: AbortSignal): Promise<boolean> {
    if (at?.channelId !== channel.channelId) return false;
    return (await ifPossible(channel.link(at, signal))) !== undefined;
  }

  async function show(home: StandingHome, card: Card, signal: AbortSignal): Promise<MessageRef> {
    const { at } = home;
    if (at?.channelId === channel.channelId) {
      const edited = await ifPossible(channel.edit(at, card, signal).then(() => at));
      if (edited) return edited;
    }
    // What was posted by a process that died before it could note it down is found again.
    const key = `dashboard after ${at?.messageId ?? 'none'}`;
    const posted = (await channel.find(key, signal)) ?? (await channel.post(card, key, signal));
    if (at) await remove(at, signal);
    return posted;
  }

  /** Answers what a person has to mend, if anything. */
  async function pin(at: MessageRef, signal: AbortSignal): Promise<string | null> {
    const path = Routes.channelMessagesPin(at.channelId, at.messageId);
    try {
      await api({ method: RequestMethod.Put, path }, signal);
      return null;
    } catch (error) {
      if (!(error instanceof SurfaceError)) throw error;
      if (error.problem === 'not_allowed') return NOT_PINNED;
      if (error.problem === 'rejected') return `The dashboard is not pinned: ${error.message}.`;
      throw error;
    }
  }

  /** What cannot be removed any more is not ours to keep up to date either. */
  async function remove({ channelId, messageId }: MessageRef, signal: AbortSignal): Promise<void> {
    const path = Routes.channelMessage(channelId, messageId);
    await api({ method: RequestMethod.Delete, path }, signal).catch((error: unknown) => {
      const isBeyondUs = error instanceof SurfaceError && !/unavailable|throttled/.test(error.problem);
      if (!isBeyondUs) throw error;
    });
  }
}

/** Undefined where there is no such message, or none that may be changed. */
async function ifPossible<T>(work: Promise<T>): Promise<T | undefined> {
  try {
    return await work;
  } catch (error) {
    if (error instanceof SurfaceError && NEEDS_ANOTHER.includes(error.problem)) return undefined;
    throw error;
  }
}
