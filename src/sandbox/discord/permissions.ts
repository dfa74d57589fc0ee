/** The permissions that what is done here depends on. */
const BITS = new Map<string, bigint>([
  ['ADMINISTRATOR', 1n << 3n],
  ['MANAGE_CHANNELS', 1n << 4n],
  ['MANAGE_GUILD', 1n << 5n],
  ['VIEW_CHANNEL', 1n << 10n],
  ['SEND_MESSAGES', 1n << 11n],
  ['MANAGE_MESSAGES', 1n << 13n],
  ['EMBED_LINKS', 1n << 14n],
  ['ATTACH_FILES', 1n << 15n],
  ['READ_MESSAGE_HISTORY', 1n << 16n],
  ['USE_APPLICATION_COMMANDS', 1n << 31n],
  ['SEND_MESSAGES_IN_THREADS', 1n << 38n],
  ['PIN_MESSAGES', 1n << 51n],
]);

const ADMINISTRATOR = 1n << 3n;
const EVERYDAY = ['VIEW_CHANNEL', 'SEND_MESSAGES', 'EMBED_LINKS', 'ATTACH_FILES', 'READ_MESSAGE_HISTORY'];

/** What everybody may who was given nothing else. */
export const EVERYDAY_PERMISSIONS = permissionBits([...EVERYDAY, 'USE_APPLICATION_COMMANDS']);

/** What the bot was invited with. */
export const BOT_PERMISSIONS = permissionBits([...EVERYDAY, 'MANAGE_MESSAGES', 'PIN_MESSAGES']);

/** `ViewChannel`, as discord.js writes it, or `VIEW_CHANNEL`, as Discord does. */
export function permissionName(name: string): string {
  const plain = name.replaceAll('_', '').toUpperCase();
  const found = [...BITS.keys()].find((known) => known.replaceAll('_', '') === plain);
  if (found === undefined) throw new Error(`Cannot find a permission "${name}"`);
  return found;
}

export function permissionBits(names: Iterable<string>): bigint {
  return [...names].reduce((bits, name) => bits | (BITS.get(permissionName(name)) ?? 0n), 0n);
}

export function isAllowed(held: bigint, needed: bigint): boolean {
  return (held & ADMINISTRATOR) !== 0n || (held & needed) === needed;
}
