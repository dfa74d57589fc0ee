/** What finding needs of the company's database. */
import type { Appointment } from '../domain/appointment.ts';
import type { Span } from '../domain/window.ts';

/** Rows that fit any of these; each row is answered once. */
export interface RowSelection {
  readonly startingIn?: Span;
  readonly carrying?: readonly string[];
  readonly ids?: readonly string[];
}

export interface AppointmentSource {
  read(selection: RowSelection): Promise<Appointment[]>;
  /** Uids that more than one row carries. */
  sharedBookings(): Promise<string[]>;
}
