/** A click, a command or a submitted form, from the moment Discord tells the bot until its token dies. */
import type { Clock } from '../../runtime/clock.ts';

export const INTERACTION_TYPES = { command: 2, component: 3, modalSubmit: 5 } as const;

export type AnswerKind = 'reply' | 'deferred_reply' | 'deferred_update' | 'update' | 'modal';

export interface StoredInteraction {
  id: string;
  token: string;
  type: (typeof INTERACTION_TYPES)[keyof typeof INTERACTION_TYPES];
  memberId: string;
  channelId: string;
  /** The message that the pressed button stands on. */
  messageId?: string;
  createdAt: number;
  answer?: { kind: AnswerKind; ephemeral: boolean; at: number };
  /** What `@original` means. */
  originalId?: string;
  /** The person has been told that it failed. */
  failed: boolean;
  answered: PromiseWithResolvers<void>;
}

/** https://discord.com/developers/docs/interactions/receiving-and-responding */
const FIRST_ANSWER_MS = 3_000;
const TOKEN_LIFE_MS = 15 * 60_000;

export function isTooLate(interaction: StoredInteraction, clock: Clock): boolean {
  return interaction.failed || clock.now() - interaction.createdAt > FIRST_ANSWER_MS;
}

export function isTokenDead(interaction: StoredInteraction, clock: Clock): boolean {
  return clock.now() - interaction.createdAt > TOKEN_LIFE_MS;
}
