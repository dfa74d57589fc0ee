/** A person does something, and waits with Discord for the bot's first answer. */
import { randomBytes } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import type { JsonObject } from './json.ts';
import { BOT_PERMISSIONS, permissionBits } from './permissions.ts';
import { renderChannel, renderMember } from './render-guild.ts';
import { renderMessageEvent } from './render-message.ts';
import { type AnswerKind, isTooLate, type StoredInteraction } from './stored-interaction.ts';
import type { StoredMessage } from './stored-message.ts';
import type { Member, World } from './world.ts';

export interface Ack {
  /** False: the person reads "This interaction failed". */
  acknowledged: boolean;
  /** By the stand-in's clock. */
  afterMs: number;
  /** Nothing came within the 3 seconds. */
  late: boolean;
  kind?: AnswerKind;
  ephemeral?: boolean;
}

export interface Deed {
  member: Member;
  channelId: string;
  type: StoredInteraction['type'];
  data: JsonObject;
  /** The message that the button stands on. */
  message?: StoredMessage;
}

const GUILD_CONTEXT = 0;
const ATTACHMENT_LIMIT = 10 * 1024 * 1024;
const KEPT_MS = 3_600_000;
const LOOK_MS = 5;
// A clock that a test forgot to move must not keep a person waiting for ever.
const PATIENCE_MS = 10_000;

export async function interact(world: World, deed: Deed): Promise<Ack> {
  const interaction = open(world, deed);
  const told = world.deliver({ name: 'INTERACTION_CREATE', data: render(world, deed, interaction) });
  if (!told) {
    interaction.failed = true;
    return { acknowledged: false, afterMs: 0, late: false };
  }
  await firstAnswer(world, interaction);
  const { answer, createdAt } = interaction;
  if (!answer) {
    interaction.failed = true;
    return { acknowledged: false, afterMs: world.clock.now() - createdAt, late: true };
  }
  const { kind, ephemeral, at } = answer;
  return { acknowledged: true, afterMs: at - createdAt, late: false, kind, ephemeral };
}

/** It looks at the clock instead of sleeping on it: a test's clock may jump as soon as somebody sleeps. */
async function firstAnswer(world: World, interaction: StoredInteraction): Promise<void> {
  const patientUntil = performance.now() + PATIENCE_MS;
  while (!interaction.answer && !isTooLate(interaction, world.clock) && performance.now() < patientUntil) {
    await Promise.race([interaction.answered.promise, pause(LOOK_MS)]);
  }
}

function open(world: World, { member, channelId, type, message }: Deed): StoredInteraction {
  forgetOld(world);
  const interaction: StoredInteraction = {
    id: world.nextId(),
    token: randomBytes(60).toString('base64url'),
    type,
    memberId: member.id,
    channelId,
    ...(message && { messageId: message.id }),
    createdAt: world.clock.now(),
    failed: false,
    answered: Promise.withResolvers<void>(),
  };
  world.interactions.set(interaction.id, interaction);
  return interaction;
}

function forgetOld({ interactions, clock }: World): void {
  for (const [id, { createdAt }] of interactions) {
    if (clock.now() - createdAt > KEPT_MS) interactions.delete(id);
  }
}

function render(
  world: World,
  { member, channelId, data, message }: Deed,
  interaction: StoredInteraction,
): JsonObject {
  const channel = world.channels.get(channelId);
  const permissions = String(member.permissions);
  const appPermissions = BOT_PERMISSIONS & ~permissionBits(channel?.denied ?? []);
  return {
    id: interaction.id,
    application_id: world.applicationId,
    type: interaction.type,
    token: interaction.token,
    version: 1,
    data,
    guild_id: world.guildId,
    guild: { id: world.guildId, locale: 'en-US', features: [] },
    channel_id: channelId,
    channel: channel ? { ...renderChannel(world, channel), permissions } : { id: channelId, type: 0 },
    member: { ...renderMember(member), permissions },
    locale: 'en-US',
    guild_locale: 'en-US',
    app_permissions: String(appPermissions),
    entitlements: [],
    authorizing_integration_owners: { 0: world.guildId },
    context: GUILD_CONTEXT,
    attachment_size_limit: ATTACHMENT_LIMIT,
    ...(message && { message: renderMessageEvent(world, message) }),
  };
}
