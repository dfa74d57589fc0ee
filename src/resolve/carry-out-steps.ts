/** The names of everything that carrying out asks of the outside. */
import type { StepNames } from '../runtime/step.ts';
import type { BookingDesk, ResolutionLog, ResolvePorts } from './ports.ts';

export const RESOLUTION_STEPS = {
  request: 'carry out: take the request',
  next: 'carry out: find what was asked for',
  begin: 'carry out: begin',
  sending: 'carry out: note what is sent',
  waitUntil: 'carry out: note that nobody knows how it ended',
  postpone: 'carry out: put it off',
  finish: 'carry out: write the rows and the end',
} as const satisfies StepNames<ResolutionLog>;

export const BOOKING_DESK_STEPS = {
  createBooking: 'carry out: create the booking',
  cancelBooking: 'carry out: cancel the booking',
  rescheduleBooking: 'carry out: reschedule the booking',
  findByUid: 'carry out: look the booking up',
  listByStart: 'carry out: look for the booking at its start',
  eventTypes: 'carry out: ask what can be booked',
} as const satisfies StepNames<BookingDesk>;

export const LOOK_STEPS = {
  examine: 'carry out: look at both sides',
  verify: 'carry out: verify afterwards',
  findPause: 'carry out: ask whether anything is paused',
} as const satisfies StepNames<Pick<ResolvePorts, 'examine' | 'verify' | 'findPause'>>;
