/** What a person puts into one field of a form: a text, one or several picks, or a tick. */
export type FieldValue = string | readonly string[] | boolean;
