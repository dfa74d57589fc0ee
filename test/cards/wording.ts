/** How the salon of the golden cards writes. */
export const WORDING = {
  locale: 'en-GB',
  timeZone: 'Europe/Berlin',
  appointmentUrl: 'https://crm.example.com/appointments/{id}',
};
