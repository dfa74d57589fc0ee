/** The dashboard of a Discord server: one pinned message in the channel that everybody reads, kept up to date. */
import { RequestMethod, Routes } from 'discord.js';
import { EVERYBODY, type HomeSurface, type StandingHome } from '../../notify/homes.ts';
import { SurfaceError, type EditableSurface, type MessageRef } from '../../notify/surface.ts';
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
  readonly channel: EditableSurface;
}

export function discordHome(parts: DiscordHomeParts): HomeSurface {
  const { channel } = parts;
  return {
    name: 'discord',
    paceMs: PACE_MS,
    keptForMs: Number.POSITIVE_INFINITY,
    readerOf: () => Promise.resolve(EVERYBODY),
    async isThere({ at }, signal) {
      if (at?.channelId !== channel.channelId) return false;
      return (await ifPossible(channel.link(at, signal))) !== undefined;
    },
    async publish(home, card, signal) {
      const at = await show(parts, { home, card }, signal);
      const isKnown = home.shownHash !== null && at.messageId === home.at?.messageId;
      return { at, trouble: isKnown ? home.trouble : await pin(parts, at, signal) };
    },
    async takeDown({ at }, signal) {
      if (at) await remove(parts, at, signal);
    },
  };
}

async function show(
  parts: DiscordHomeParts,
  { home: { at }, card }: { home: StandingHome; card: Card },
  signal: AbortSignal,
): Promise<MessageRef> {
  const { channel } = parts;
  if (at?.channelId === channel.channelId) {
    const edited = await ifPossible(channel.edit(at, card, signal).then(() => at));
    if (edited) return edited;
  }
  const key = `dashboard after ${at?.messageId ?? 'none'}`;
  // A process that died may have posted it without noting it down.
  const found = await channel.find(key, signal);
  if (found) await channel.edit(found, card, signal);
  const posted = found ?? (await channel.post(card, key, signal));
  if (at) await remove(parts, at, signal);
  return posted;
}

/** Answers what a person has to mend, if anything. */
async function pin({ api }: DiscordHomeParts, at: MessageRef, signal: AbortSignal): Promise<string | null> {
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

/** What cannot be removed is gone, or beyond our reach. */
async function remove(
  { api }: DiscordHomeParts,
  { channelId, messageId }: MessageRef,
  signal: AbortSignal,
): Promise<void> {
  const path = Routes.channelMessage(channelId, messageId);
  try {
    await api({ method: RequestMethod.Delete, path }, signal);
  } catch (error) {
    const mayHelpToWait = !(error instanceof SurfaceError) || /unavailable|throttled/.test(error.problem);
    if (mayHelpToWait) throw error;
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
