/** All that the stand-in knows: one server with its channels, people, commands and open interactions. */
import type { Clock } from '../../runtime/clock.ts';
import type { FieldValue } from './field-value.ts';
import type { JsonObject } from './json.ts';
import { createSnowflakes } from './snowflake.ts';
import type { StoredInteraction } from './stored-interaction.ts';
import type { StoredMessage } from './stored-message.ts';

export interface Channel {
  id: string;
  name: string;
}

export interface Role {
  id: string;
  name: string;
}

export interface Member {
  id: string;
  name: string;
  roleIds: string[];
  /** What they may do in the whole server. */
  permissions: bigint;
}

export interface StoredChannel extends Channel {
  /** Oldest first, deleted and ephemeral ones too. */
  messages: StoredMessage[];
  /** What the bot may not do here. */
  denied: Set<string>;
  /** When messages older than an hour were edited. */
  oldEdits: number[];
}

export interface Dispatch {
  name: string;
  data: JsonObject;
  /** Without it, everybody hears it. */
  intent?: number;
}

export interface Identity {
  clock: Clock;
  token: string;
  guildId: string;
  applicationId: string;
  botUserId: string;
}

export interface ShownModal {
  /** The click or command that it answered. */
  interaction: StoredInteraction;
  modal: JsonObject;
  /** What was filled in, by custom id. */
  values: Map<string, FieldValue>;
}

export interface World extends Identity {
  nextId(): string;
  /** The bot's token was reset: nobody gets in with it until it is accepted again. */
  tokenRevoked: boolean;
  /** The host and port it is reached at. */
  host: string;
  channels: Map<string, StoredChannel>;
  members: Map<string, Member>;
  roles: Map<string, Role>;
  guildCommands: JsonObject[];
  globalCommands: JsonObject[];
  interactions: Map<string, StoredInteraction>;
  /** By member: what stands open on their screen. */
  modals: Map<string, ShownModal>;
  /** Tells every session that asked for such events. */
  broadcast(event: Dispatch): void;
  /** Tells the newest session; false when there is none, not even one that may come back. */
  deliver(event: Dispatch): boolean;
}

export function createWorld(identity: Identity): World {
  return {
    ...identity,
    nextId: createSnowflakes(identity.clock),
    tokenRevoked: false,
    host: '127.0.0.1',
    channels: new Map(),
    members: new Map(),
    roles: new Map(),
    guildCommands: [],
    globalCommands: [],
    interactions: new Map(),
    modals: new Map(),
    broadcast: () => undefined,
    deliver: () => false,
  };
}

export function isToken({ token, tokenRevoked }: World, shown: unknown): boolean {
  return !tokenRevoked && shown === token;
}
