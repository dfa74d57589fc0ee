/** Why Cal.com declined, in words for the person who clicked, with what to do next. */
import type { CalcomError } from '../domain/errors.ts';

export function refusalInWords(error: CalcomError): string {
  switch (error.reason) {
    case 'slot_taken':
      return 'The time is taken in Cal.com: choose another time with the customer, or free the slot, then press again.';
    case 'out_of_bounds':
      return 'Cal.com does not take bookings for that time (minimum notice or booking window): change the event type’s limits, or the time.';
    case 'in_the_past':
      return 'The time has passed: nothing can be booked any more.';
    case 'missing_field':
      return `The event type asks for more than the appointment knows: ${error.message}. Book it in Cal.com itself.`;
    case 'event_type_not_found':
      return 'The event type does not exist in Cal.com any more: correct event_type_id or CALSYNC_EVENT_TYPE_MAP.';
    case 'already_cancelled':
      return 'It was already cancelled in Cal.com.';
    case 'already_rescheduled':
      return 'It was already moved in Cal.com: look at the new card.';
    case 'already_ended':
      return 'It has ended already: Cal.com cancels nothing that is over.';
    case 'seats_full':
      return 'The class is full: free a seat in Cal.com, then press again.';
    case 'already_seated':
      return 'Cal.com takes one seat for each e-mail, and this one has a seat in the class: give the appointment another, then press again.';
    case 'invalid_seat':
      return 'That seat is not in the class any more.';
    case 'limit_reached':
      return 'Cal.com’s limit of bookings is reached: raise it in the event type, then press again.';
    case 'not_allowed':
      return `Cal.com does not allow it for this key: ${error.message}.`;
    case 'invalid':
    case undefined:
      return `Cal.com did not do it: ${error.message}.`;
  }
}
