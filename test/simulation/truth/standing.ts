/** Whether a side lives: one of three answers, and `unknown` is never taken for another. */
export type Standing = 'live' | 'dead' | 'unknown';

export function standingOfRow({ status }: { readonly status: string }): Standing {
  if (['scheduled', 'completed', 'no_show'].includes(status)) return 'live';
  return status === 'cancelled' ? 'dead' : 'unknown';
}

export function standingOfBooking({ status }: { readonly status: string }): Standing {
  if (['accepted', 'pending', 'awaiting_host'].includes(status)) return 'live';
  return ['cancelled', 'rejected'].includes(status) ? 'dead' : 'unknown';
}
