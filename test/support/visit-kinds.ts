/** Each kind of Issue as two sides that disagree, and what each action that it offers leaves behind. */
import type { Action } from '../../src/domain/offers.ts';
import { HOUR, type Salon } from './salon.ts';
import { bookAs, enterRow, mailOf, nameOf, type Visit } from './visits.ts';

export interface VisitKind {
  readonly kind: string;
  readonly make: (salon: Salon, visit: Visit) => Promise<void>;
  /** Before each attempt, of ten instead of three. */
  readonly wobble?: (salon: Salon, visit: Visit, attempt: number) => void;
  readonly stands: readonly string[];
  /** Both sides afterwards, by what was pressed; what is not named is not offered. */
  readonly leaves: Readonly<Partial<Record<Action, readonly string[]>>>;
}

const HALF_HOUR = HOUR / 2;

/** To look again and to accept it change neither side. */
function aKind(
  { kind, stands, ...steps }: Omit<VisitKind, 'leaves'>,
  repairs: VisitKind['leaves'],
): VisitKind {
  return { kind, stands, ...steps, leaves: { retry: stands, resolve: stands, ...repairs } };
}

const moved: Pick<VisitKind, 'stands' | 'leaves'> = {
  stands: ['row scheduled 0-30 → booked', 'booked accepted 60-90'],
  leaves: {
    use_database: ['row scheduled 0-30 → new', 'booked cancelled 60-90', 'new accepted 0-30'],
    use_calcom: ['row scheduled 60-90 → booked', 'booked accepted 60-90'],
    cancel: ['row cancelled 0-30 → booked', 'booked cancelled 60-90'],
  },
};

async function enterAndBook(salon: Salon, visit: Visit, minutes: [number, number] = [0, 30]): Promise<void> {
  bookAs(salon, visit, { uid: 'booked', minutes });
  await enterRow(salon, visit, { id: 'row', bookingUid: 'booked' });
}

const ORPHANED_LOCAL: readonly VisitKind[] = [
  aKind(
    {
      kind: 'ORPHANED_LOCAL',
      make: (salon, visit) => enterRow(salon, visit, { id: 'row', bookingUid: 'gone' }),
      stands: ['row scheduled 0-30 → gone'],
    },
    {
      create: ['row scheduled 0-30 → new', 'new accepted 0-30'],
      cancel: ['row cancelled 0-30 → gone'],
    },
  ),
  aKind(
    {
      kind: 'ORPHANED_LOCAL with a booking that fits',
      async make(salon, visit) {
        bookAs(salon, visit, { uid: 'twin' });
        await enterRow(salon, visit, { id: 'row' });
      },
      stands: ['row scheduled 0-30 → nothing', 'twin accepted 0-30'],
    },
    {
      link: ['row scheduled 0-30 → twin', 'twin accepted 0-30'],
      cancel: ['row cancelled 0-30 → nothing', 'twin accepted 0-30'],
    },
  ),
  aKind(
    {
      kind: 'ORPHANED_LOCAL of a second row with the same uid',
      async make(salon, visit) {
        bookAs(salon, visit, { uid: 'booked' });
        await enterRow(salon, visit, { id: 'first', bookingUid: 'booked' });
        const startsAt = visit.start + HOUR;
        await enterRow(salon, visit, { id: 'row', bookingUid: 'booked', startsAt });
      },
      stands: ['first scheduled 0-30 → booked', 'row scheduled 60-90 → booked', 'booked accepted 0-30'],
    },
    {
      create: [
        'first scheduled 0-30 → booked',
        'row scheduled 60-90 → new',
        'booked accepted 0-30',
        'new accepted 60-90',
      ],
      cancel: ['first scheduled 0-30 → booked', 'row cancelled 60-90 → booked', 'booked accepted 0-30'],
    },
  ),
];

const ORPHANED_CALCOM: readonly VisitKind[] = [
  aKind(
    {
      kind: 'ORPHANED_CALCOM',
      make: (salon, visit) => Promise.resolve(bookAs(salon, visit, { uid: 'booked' })),
      stands: ['booked accepted 0-30'],
    },
    {
      create: ['new row scheduled 0-30 → booked', 'booked accepted 0-30'],
      cancel: ['booked cancelled 0-30'],
    },
  ),
  aKind(
    {
      kind: 'ORPHANED_CALCOM of one seat',
      async make(salon, visit) {
        const attendees = ['bo', 'anna'].map((who) => ({ name: who, email: mailOf(who, visit) }));
        const { start } = visit;
        salon.calcom.world.book({ uid: nameOf('class', visit), start, eventTypeId: 11, attendees });
        const bo = { name: 'bo', email: mailOf('bo', visit), endsAt: start + HOUR, eventTypeId: 11 };
        await enterRow(salon, visit, { id: 'bo', bookingUid: 'class', ...bo });
      },
      stands: ['bo scheduled 0-60 → class', 'class accepted 0-60 of bo, anna'],
    },
    {
      create: [
        'bo scheduled 0-60 → class',
        'new row scheduled 0-60 → class',
        'class accepted 0-60 of bo, anna',
      ],
      cancel: ['bo scheduled 0-60 → class', 'class accepted 0-60 of bo'],
    },
  ),
];

const MISMATCHES: readonly VisitKind[] = [
  aKind(
    {
      kind: 'DATA_MISMATCH of the times',
      make: (salon, visit) => enterAndBook(salon, visit, [60, 90]),
      stands: moved.stands,
    },
    moved.leaves,
  ),
  aKind(
    {
      kind: 'DATA_MISMATCH of the end',
      make: (salon, visit) => enterAndBook(salon, visit, [0, 60]),
      stands: ['row scheduled 0-30 → booked', 'booked accepted 0-60'],
    },
    {
      use_calcom: ['row scheduled 0-60 → booked', 'booked accepted 0-60'],
      cancel: ['row cancelled 0-30 → booked', 'booked cancelled 0-60'],
    },
  ),
  aKind(
    {
      kind: 'DATA_MISMATCH with a dead booking',
      async make(salon, visit) {
        await enterAndBook(salon, visit);
        salon.calcom.world.cancel(nameOf('booked', visit));
      },
      stands: ['row scheduled 0-30 → booked', 'booked cancelled 0-30'],
    },
    {
      use_database: ['row scheduled 0-30 → new', 'booked cancelled 0-30', 'new accepted 0-30'],
      use_calcom: ['row cancelled 0-30 → booked', 'booked cancelled 0-30'],
      cancel: ['row cancelled 0-30 → booked', 'booked cancelled 0-30'],
    },
  ),
  aKind(
    {
      kind: 'DATA_MISMATCH with a dead row',
      async make(salon, visit) {
        bookAs(salon, visit, { uid: 'booked' });
        await enterRow(salon, visit, { id: 'row', bookingUid: 'booked', status: 'cancelled' });
      },
      stands: ['row cancelled 0-30 → booked', 'booked accepted 0-30'],
    },
    {
      use_database: ['row cancelled 0-30 → booked', 'booked cancelled 0-30'],
      use_calcom: ['row scheduled 0-30 → booked', 'booked accepted 0-30'],
      cancel: ['row cancelled 0-30 → booked', 'booked cancelled 0-30'],
    },
  ),
  aKind(
    {
      kind: 'DATA_MISMATCH that is continued as another appointment',
      async make(salon, visit) {
        await enterAndBook(salon, visit);
        const startsAt = visit.start + HOUR;
        const { uid } = salon.calcom.world.reschedule(nameOf('booked', visit), startsAt);
        await enterRow(salon, visit, { id: 'next', startsAt });
        await salon.sql('update calsync.appointment set calcom_booking_uid = ? where id = ?', [
          uid,
          nameOf('next', visit),
        ]);
      },
      stands: continued('row scheduled 0-30 → booked'),
    },
    {
      use_database: [...continued('row scheduled 0-30 → new'), 'new accepted 0-30'],
      use_calcom: continued('row cancelled 0-30 → booked'),
      cancel: continued('row cancelled 0-30 → booked'),
    },
  ),
];

function continued(row: string): string[] {
  return [row, 'next scheduled 60-90 → new', 'booked cancelled 0-30', 'new accepted 60-90'];
}

const OTHERS: readonly VisitKind[] = [
  aKind(
    {
      kind: 'VERIFICATION_ERROR',
      async make(salon, visit) {
        await enterAndBook(salon, visit);
        salon.calcom.world.update(nameOf('booked', visit), { status: 'on_hold' });
      },
      stands: ['row scheduled 0-30 → booked', 'booked on_hold 0-30'],
    },
    {},
  ),
  aKind(
    {
      kind: 'what keeps changing',
      make: (salon, visit) => enterAndBook(salon, visit, [60, 90]),
      wobble(salon, visit, attempt) {
        const start = attempt % 2 === 0 ? visit.start : visit.start + HOUR;
        const end = visit.start + (attempt % 2 === 0 ? HOUR : HOUR + HALF_HOUR);
        salon.calcom.world.update(nameOf('booked', visit), { start, end });
      },
      stands: moved.stands,
    },
    moved.leaves,
  ),
];

export const VISIT_KINDS: readonly VisitKind[] = [
  ...ORPHANED_LOCAL,
  ...ORPHANED_CALCOM,
  ...MISMATCHES,
  ...OTHERS,
];
