/** What happens in a living world: what customers, hosts and the people at the desk do, one thing at a time. */
import {
  bookAtCalcom,
  bookWithRow,
  enterRow,
  enterSecondRow,
  enterTwinRow,
  tie,
} from './moves/book-moves.ts';
import {
  cancelAtCalcom,
  cancelBoth,
  cancelRow,
  deleteRow,
  deleteRowAndCancelBooking,
  rejectAtCalcom,
} from './moves/end-moves.ts';
import { restoreAgreement } from './moves/repair-moves.ts';
import {
  rebook,
  requestReschedule,
  rescheduleAndNewRowForOld,
  rescheduleAndRowKeepsOldUid,
  rescheduleAndRowTakesNewUid,
  rescheduleAtCalcom,
  rescheduleTwice,
} from './moves/reschedule-moves.ts';
import { editRowTime, forgetUid, putRowTimeBack } from './moves/row-moves.ts';
import { leaveSeat, leaveSeatAndCancelRow, takeSeat, takeSeatWithRow } from './moves/seat-moves.ts';
import type { Plan, Planned, Stage } from './moves/stage.ts';

// No move takes a Booking away from Cal.com, or brings a dead one back: Cal.com does neither.
const MOVES = {
  'book with row': bookWithRow,
  'book at Cal.com': bookAtCalcom,
  'enter row': enterRow,
  'enter row like a lone Booking': enterTwinRow,
  'enter second row': enterSecondRow,
  'three at one start': tie,
  'reschedule at Cal.com': rescheduleAtCalcom,
  'reschedule twice': rescheduleTwice,
  'reschedule, row takes the new uid': rescheduleAndRowTakesNewUid,
  'reschedule, row keeps the old uid': rescheduleAndRowKeepsOldUid,
  'reschedule, new row for the old': rescheduleAndNewRowForOld,
  'request reschedule': requestReschedule,
  'rebook after a request': rebook,
  'cancel at Cal.com': cancelAtCalcom,
  'reject at Cal.com': rejectAtCalcom,
  'cancel row': cancelRow,
  'cancel both': cancelBoth,
  'delete row': deleteRow,
  'delete row and cancel Booking': deleteRowAndCancelBooking,
  'edit row time': editRowTime,
  'put row time back': putRowTimeBack,
  'forget uid': forgetUid,
  'take seat': takeSeat,
  'take seat with row': takeSeatWithRow,
  'leave seat': leaveSeat,
  'leave seat and cancel row': leaveSeatAndCancelRow,
  'restore agreement': restoreAgreement,
} satisfies Record<string, Plan>;

export type MoveName = keyof typeof MOVES;

export const MOVE_NAMES = Object.keys(MOVES) as readonly MoveName[];

export interface Move extends Planned {
  readonly name: MoveName;
}

/** Any move that can be made now; apply it before anything else changes. Undefined only where none of `names` can be. */
export function pickMove(stage: Stage, names: readonly MoveName[] = MOVE_NAMES): Move | undefined {
  for (const name of stage.random.shuffle(names)) {
    const planned = MOVES[name](stage);
    if (planned) return { name, ...planned };
  }
  return undefined;
}
