/** A small seeded generator: the same seed gives the same uids and the same order of ties. */
export interface Random {
  /** A whole number from 0 up to, not including, `below`. */
  below(limit: number): number;
}

// Cal.com shortens a UUID with this alphabet: 22 characters without 0, I, O and l.
const SHORT_UUID_ALPHABET = '123456789abcdefghijkmnopqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ';
const SHORT_UUID_LENGTH = 22;

export function createRandom(seed: number): Random {
  let state = seed >>> 0;
  return {
    below(limit) {
      state = (state + 0x6d2b79f5) >>> 0;
      return mix(state, 0) % limit;
    },
  };
}

/** A number that looks random but depends on both arguments only. */
export function mix(value: number, salt: number): number {
  let mixed = Math.imul((value ^ Math.imul(salt, 0x9e3779b1)) | 0, 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return (mixed ^ (mixed >>> 16)) >>> 0;
}

export function shortUid(random: Random): string {
  let uid = '';
  for (let index = 0; index < SHORT_UUID_LENGTH; index++) {
    uid += SHORT_UUID_ALPHABET.charAt(random.below(SHORT_UUID_ALPHABET.length));
  }
  return uid;
}

export function uuid(random: Random): string {
  const hex = Array.from({ length: 32 }, () => random.below(16).toString(16)).join('');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20)}`;
}
