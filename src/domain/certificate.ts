/** What a Run can prove about itself: kept with it, and shown by `health` and `why`. */

export interface Certificate {
  /** Pages of listings that were read, each checked against its question. */
  readonly pages: number;
  /** Bookings that were looked up by their own uid. */
  readonly lookedUp: number;
  /** Of these, the ones of which Cal.com said that they do not exist. */
  readonly absent: number;
  /** Bookings that exist by uid and that the listing should have held. */
  readonly unlisted: number;
  /** Pairs that could not be read, each an attempt that failed. */
  readonly unread: number;
  /** Pairs that changed while they were being read, and are left to the next Run. */
  readonly moving: number;
  /** Pairs that turned bad in this Run, and in those of the hour before it. */
  readonly turnedBad: number;
  readonly turnedBadBefore: number;
  /** How large both sides were before; null when there was nothing to compare with. */
  readonly sidesBefore: { readonly appointments: number; readonly bookings: number } | null;
}

export const NOTHING_PROVEN: Certificate = {
  pages: 0,
  lookedUp: 0,
  absent: 0,
  unlisted: 0,
  unread: 0,
  moving: 0,
  turnedBad: 0,
  turnedBadBefore: 0,
  sidesBefore: null,
};
