import { expect, test } from 'vitest';
import { personOf } from '../../../../src/surfaces/discord/admins.ts';

type Asking = Parameters<typeof personOf>[0];

function anInteraction(roles: readonly string[], guildId: string | null = 'guild'): Asking {
  const user = { id: '7', displayName: 'Ana' };
  const member = guildId === null ? null : { roles, nick: null, user };
  return { guildId, user, member } as unknown as Asking;
}

test('a member with an admin role is an admin', () => {
  const person = personOf(anInteraction(['1', '2']), { guildId: 'guild', adminRoleIds: ['2', '3'] });

  expect(person).toEqual({ surface: 'discord', id: '7', name: 'Ana', admin: true });
});

test('a member without one is none', () => {
  const person = personOf(anInteraction(['1']), { guildId: 'guild', adminRoleIds: ['2'] });

  expect(person?.admin).toBe(false);
});

test('with no role configured nobody is an admin', () => {
  const person = personOf(anInteraction(['1']), { guildId: 'guild', adminRoleIds: [] });

  expect(person?.admin).toBe(false);
});

test.each(['another', null])('somebody in the server %j is nobody here', (guildId) => {
  const person = personOf(anInteraction(['2'], guildId), { guildId: 'guild', adminRoleIds: ['2'] });

  expect(person).toBeUndefined();
});
