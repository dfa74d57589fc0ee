/** A booking as version 2024-08-13 answers it, with what a test changes. */
export function aRawBooking(changes: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    id: 900001,
    uid: 'kR3vW8nQx2LbTg5YpZ1aHs',
    title: 'Check-up between Dr. Ana Keller and Mia Novak',
    description: '',
    status: 'accepted',
    start: '2026-12-01T09:00:00.000Z',
    end: '2026-12-01T09:30:00.000Z',
    eventTypeId: 7701,
    eventType: { id: 7701, slug: 'check-up' },
    createdAt: '2026-11-20T08:00:00.123Z',
    updatedAt: '2026-11-20T08:00:00.301Z',
    metadata: {},
    attendees: [
      { name: 'Mia Novak', email: 'mia@example.com', displayEmail: 'mia@example.com', absent: false },
    ],
    bookingFieldsResponses: { name: 'Mia Novak', email: 'mia@example.com' },
    ...changes,
  };
}
