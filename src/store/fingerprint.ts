/** A digest of a row, made by the database, so that rows need not travel to be compared. */

/** Of everything in a row `a` that can change a verdict; alike for what counts as the same e-mail or phone. */
const PARTS = [
  'extract(epoch from a.starts_at)::text',
  'extract(epoch from a.ends_at)::text',
  'a.status',
  'a.calcom_booking_uid',
  'a.event_type_id::text',
  'lower(btrim(a.customer_email))',
  // A backslash in a pattern would be taken differently with standard_conforming_strings off.
  `regexp_replace(regexp_replace(a.customer_phone, '[^0-9]', '', 'g'), '^00', '')`,
  'lower(btrim(a.customer_name))',
];

export const FINGERPRINT = `md5(concat_ws('|', ${PARTS.map((part) => `coalesce(${part}, '')`).join(', ')}))`;
