/** Plain SQL past the unit of work: for bulk reads and writes, the same on PostgreSQL and on the embedded database. */

/** A parameter of a statement; lists travel as JSON, since arrays do not survive the ORM's own formatting. */
export type SqlParameter = string | number | boolean | Date | null;

/** Runs one statement with `?` placeholders; answers its rows. Instants are best selected with `epochMs`. */
export type Sql = <Row extends object = Record<string, unknown>>(
  statement: string,
  parameters?: readonly SqlParameter[],
) => Promise<Row[]>;

/** Selects a timestamptz as milliseconds since the epoch, as a number on both databases. */
export function epochMs(column: string): string {
  return `(extract(epoch from ${column}) * 1000)::float8`;
}

/** The values of a JSON list of texts, given as one parameter, as rows. */
export const TEXTS = 'select jsonb_array_elements_text(?::jsonb)';

/** An instant, given in milliseconds as one parameter, as timestamptz. */
export const INSTANT = 'to_timestamp(?::float8 / 1000)';
