/** Who asks, and whether they are an admin: read from the interaction itself, every time. */
import { GuildMember, type BaseInteraction } from 'discord.js';
import type { Person } from '../desk.ts';

export interface Admins {
  readonly guildId: string;
  /** Empty: nobody is. */
  readonly adminRoleIds: readonly string[];
}

/** Undefined for somebody who is not in our server. */
export function personOf(
  interaction: Pick<BaseInteraction, 'guildId' | 'member' | 'user'>,
  { guildId, adminRoleIds }: Admins,
): Person | undefined {
  const { member, user } = interaction;
  if (interaction.guildId !== guildId || !member) return undefined;
  const isMember = member instanceof GuildMember;
  const roleIds = isMember ? [...member.roles.cache.keys()] : member.roles;
  return {
    surface: 'discord',
    id: user.id,
    name: isMember ? member.displayName : (member.nick ?? user.displayName),
    admin: roleIds.some((id) => adminRoleIds.includes(id)),
  };
}
