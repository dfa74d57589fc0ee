/** People, roles and channels that a person names; with them goes what Discord resolves for the bot. */
import type { JsonObject } from './json.ts';
import { renderChannel, renderMember, renderRole, renderUser } from './render-guild.ts';
import type { World } from './world.ts';

export type Kind = 'user' | 'role' | 'channel' | 'mentionable';

export interface Resolved {
  id: string;
  /** As under `resolved` of an interaction. */
  entry: JsonObject;
}

/** By id, by mention or by name. */
export function resolveName(world: World, kind: Kind, text: string): Resolved {
  const wanted = text.replace(/^<[@#][&!]?(\d+)>$/, '$1').replace(/^[@#]/, '');
  const found = finders(world, wanted)[kind]();
  if (!found) throw new Error(`Cannot find the ${kind} "${text}"`);
  return found;
}

/** One `resolved` out of several entries. */
export function mergeResolved(entries: readonly JsonObject[]): JsonObject {
  const merged: Record<string, JsonObject> = {};
  for (const entry of entries) {
    for (const [key, value] of Object.entries(entry))
      merged[key] = { ...merged[key], ...(value as JsonObject) };
  }
  return merged;
}

function finders(world: World, wanted: string): Record<Kind, () => Resolved | undefined> {
  const user = (): Resolved | undefined => {
    const member = find(world.members, wanted);
    if (!member) return undefined;
    const { user: _, ...rest } = renderMember(member);
    const { id, permissions } = member;
    const described = { ...rest, permissions: String(permissions) };
    return { id, entry: { users: { [id]: renderUser(member) }, members: { [id]: described } } };
  };
  const role = (): Resolved | undefined => {
    const found = find(world.roles, wanted);
    return found && { id: found.id, entry: { roles: { [found.id]: renderRole(found) } } };
  };
  const channel = (): Resolved | undefined => {
    const found = find(world.channels, wanted);
    return found && { id: found.id, entry: { channels: { [found.id]: renderChannel(world, found) } } };
  };
  return { user, role, channel, mentionable: () => user() ?? role() };
}

function find<T extends { id: string; name: string }>(all: Map<string, T>, wanted: string): T | undefined {
  return all.get(wanted) ?? [...all.values()].find(({ name }) => name === wanted);
}
