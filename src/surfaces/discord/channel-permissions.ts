/** What somebody may do in a channel: https://discord.com/developers/docs/topics/permissions#permission-overwrites */
import { PermissionFlagsBits } from 'discord.js';

/** A rule of one channel for a role or a person; both numbers are bits, as Discord writes them. */
export interface Overwrite {
  readonly id: string;
  readonly allow: string;
  readonly deny: string;
}

export interface Holder {
  readonly id: string;
  readonly roleIds: readonly string[];
  readonly guildId: string;
}

export interface Role {
  readonly id: string;
  readonly permissions: string;
}

/** Each step goes before the one above it: everybody, one's roles together, oneself. */
export function permissionsIn(
  overwrites: readonly Overwrite[],
  roles: readonly Role[],
  { id, roleIds, guildId }: Holder,
): bigint {
  const held = roles.filter((role) => role.id === guildId || roleIds.includes(role.id));
  const base = union(held.map(({ permissions }) => permissions));
  if ((base & PermissionFlagsBits.Administrator) !== 0n) return ~0n;
  const steps = [
    overwrites.filter((rule) => rule.id === guildId),
    overwrites.filter((rule) => roleIds.includes(rule.id)),
    overwrites.filter((rule) => rule.id === id),
  ];
  return steps.reduce(
    (bits, rules) => (bits & ~union(rules.map(({ deny }) => deny))) | union(rules.map(({ allow }) => allow)),
    base,
  );
}

function union(bits: readonly string[]): bigint {
  return bits.reduce((sum, each) => sum | BigInt(each), 0n);
}
