/** One Issue of every kind, as it is opened: a salon in Berlin, an appointment in two days. */
import type { Attendee } from '../../src/domain/booking.ts';
import type { Action } from '../../src/domain/offers.ts';
import type { Subject } from '../../src/notify/outbox.ts';
import { anAppointment, MINUTE } from '../support/builders.ts';
import { aSubject } from '../support/subject.ts';

export const HOUR = 60 * MINUTE;
/** 24 Nov 2026, 10:30 in Berlin. */
export const START = Date.UTC(2026, 10, 24, 9, 30);
const END = START + 90 * MINUTE;
export const OPENED = Date.UTC(2026, 10, 22, 8, 39);

/** What no card in a channel may show. */
export const SECRETS = {
  email: 'tom.klein@example.com',
  phone: '+49 151 2345610',
  bookingUid: 'bk7Uq2secretUidOfBooking',
  candidateUid: 'bk9Xr4secretUidOfTwin',
  seatUid: '5d1c7f52-secret-uid-of-the-seat',
};

export interface Kind {
  readonly name: string;
  readonly subject: Subject;
  readonly attendee: Attendee | null;
  /** What a person is likely to press. */
  readonly remedy: Action;
  /** The row once all is well. */
  readonly mended: Subject['appointment'];
}

const ROW = anAppointment({
  id: '1031',
  customerName: 'Tom Klein',
  customerEmail: SECRETS.email,
  customerPhone: SECRETS.phone,
  service: 'Colour - Färben & Tönen',
  startsAt: START,
  endsAt: END,
  bookingUid: SECRETS.bookingUid,
});
const TOM: Attendee = { name: 'Tom Klein', email: SECRETS.email, phone: SECRETS.phone, seatUid: null };
const LATER = { status: 'accepted', startsAt: START + HOUR, endsAt: END + HOUR };
const CANCELLED = { status: 'cancelled', startsAt: START, endsAt: END };
const STANDING = { status: 'accepted', startsAt: START, endsAt: END };
const FOUND = { how: 'uid', attempts: 3, lastAt: OPENED } as const;
const READ = { how: 'list', attempts: 3, lastAt: OPENED } as const;
const SEARCHED = { how: 'search', attempts: 3, lastAt: OPENED } as const;

function aKind(
  name: string,
  fields: Partial<Subject>,
  { remedy, mended = ROW }: Pick<Kind, 'remedy'> & Partial<Kind>,
): Kind {
  const subject = aSubject({
    id: 3,
    appointmentId: '1031',
    appointment: ROW,
    bookingUid: SECRETS.bookingUid,
    startsAt: START,
    openedAt: OPENED,
    changedAt: OPENED,
    established: FOUND,
    ...fields,
  });
  return { name, subject, attendee: subject.appointment ? null : TOM, remedy, mended };
}

function mismatch(fields: Subject['finding']['fields'], more: Partial<Subject>): Partial<Subject> {
  return { finding: { code: 'DATA_MISMATCH', fields }, absence: null, established: READ, ...more };
}

const STRANGER: Partial<Subject> = {
  finding: { code: 'ORPHANED_CALCOM', fields: [] },
  appointmentId: null,
  appointment: null,
  absence: null,
  booking: STANDING,
  established: READ,
};
const DEAD_ROW = { ...ROW, status: 'cancelled' };

export const KINDS: readonly Kind[] = [
  aKind('orphaned_local', {}, { remedy: 'create' }),
  aKind(
    'orphaned_local_candidate',
    {
      absence: 'no_uid',
      bookingUid: null,
      candidateUid: SECRETS.candidateUid,
      appointment: { ...ROW, bookingUid: null },
      established: SEARCHED,
    },
    { remedy: 'link' },
  ),
  aKind(
    'orphaned_local_second_claimant',
    { absence: 'second_claimant', heldBy: '1030' },
    { remedy: 'create' },
  ),
  aKind('orphaned_calcom', STRANGER, { remedy: 'create', mended: null }),
  aKind(
    'orphaned_calcom_seat',
    { ...STRANGER, seatUid: SECRETS.seatUid },
    { remedy: 'create', mended: null },
  ),
  aKind('mismatch_times', mismatch(['startsAt', 'endsAt'], { booking: LATER }), { remedy: 'use_calcom' }),
  aKind('mismatch_end', mismatch(['endsAt'], { booking: { ...STANDING, endsAt: END + HOUR } }), {
    remedy: 'use_calcom',
  }),
  aKind('mismatch_dead_booking', mismatch(['status'], { booking: CANCELLED }), { remedy: 'use_calcom' }),
  aKind('mismatch_dead_row', mismatch(['status'], { appointment: DEAD_ROW, booking: STANDING }), {
    remedy: 'use_database',
    mended: DEAD_ROW,
  }),
  aKind('mismatch_continued', mismatch(['status'], { booking: CANCELLED, heldBy: '1042' }), {
    remedy: 'use_calcom',
  }),
  aKind(
    'verification_error',
    {
      finding: { code: 'VERIFICATION_ERROR', fields: [] },
      absence: null,
      established: null,
      trouble: 'Cal.com did not answer in time (API timeout)',
    },
    { remedy: 'retry' },
  ),
  aKind(
    'keeps_changing',
    mismatch(['startsAt', 'endsAt'], {
      booking: LATER,
      keepsChanging: true,
      established: { ...READ, attempts: 10 },
    }),
    { remedy: 'use_calcom' },
  ),
];
