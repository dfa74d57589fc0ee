/** What a Run can prove about itself: kept with it, and shown by `health` and `why`. */

export interface Certificate {
  /** Pages of listings that were read, each checked against its question. */
  readonly pages: number;
  /** Pages that were asked for again, since their counts did not add up. */
  readonly rereads: number;
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
  /** Pairs that turned bad in this Run and within the hour before it, out of all that are looked after. */
  readonly turnedBad: number;
  readonly pairs: number;
}
