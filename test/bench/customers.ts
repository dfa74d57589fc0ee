/** Who and what a Booking is about, as a function of its index; the same once for Cal.com's side and once, in SQL, for the company's. */

/** Odd, so that it has an inverse: uids are scattered as real ones are, and lead back to their index. */
const SCATTER = 2_654_435_761;
const GATHER = 244_002_641;
const UID_TAIL = 'calsyncBench22';
export const EVENT_TYPE_IDS = [10, 11, 12] as const;

export function uidOf(index: number): string {
  return (Math.imul(index, SCATTER) >>> 0).toString(16).padStart(8, '0') + UID_TAIL;
}

/** Undefined for what can be no uid of ours. */
export function indexOf(uid: string): number | undefined {
  if (!/^[0-9a-f]{8}$/.test(uid.slice(0, 8)) || uid.slice(8) !== UID_TAIL) return undefined;
  return Math.imul(Number.parseInt(uid.slice(0, 8), 16), GATHER) >>> 0;
}

export function eventTypeOf(index: number): number {
  return EVENT_TYPE_IDS[index % EVENT_TYPE_IDS.length] ?? EVENT_TYPE_IDS[0];
}

export function customerOf(index: number): { name: string; email: string; phoneNumber: string } {
  return {
    name: `Anna Schmidt ${index}`,
    email: `anna.schmidt.${index}@example.com`,
    phoneNumber: `+49151${String(index).padStart(8, '0')}`,
  };
}

/** The functions above, of a bigint column `i`. */
export const IN_SQL = {
  uid: `lpad(to_hex((i * ${SCATTER}) & 4294967295), 8, '0') || '${UID_TAIL}'`,
  eventType: `(array[${EVENT_TYPE_IDS.join()}])[1 + i % ${EVENT_TYPE_IDS.length}]`,
  name: `'Anna Schmidt ' || i`,
  email: `'anna.schmidt.' || i || '@example.com'`,
  phone: `'+49151' || lpad(i::text, 8, '0')`,
};
