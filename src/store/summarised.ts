/** Which Issues a summary counts, as SQL: those of everybody's, and those of a surface that came later. */

/** `has_card`: people have a message of its own before them. */
export const SUMMARISED = `(
  select summary_id as bulletin_id, id as issue_id, announced = 'card' as has_card
  from calsync.issue where summary_id is not null
  union all select bulletin_id, issue_id, card_at is not null from calsync.counted)`;

/** For the id of a bulletin as parameter; a prefix may stand before it. */
export const IN_SUMMARY = `id in (select issue_id from ${SUMMARISED} as s where bulletin_id = ?)`;
