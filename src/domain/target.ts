/** What a command is about: an Issue by its number, or an appointment by its id. */
export type Target =
  | { readonly kind: 'issue'; readonly id: number }
  | { readonly kind: 'appointment'; readonly id: string };

/** `3` and `#3` are Issues, `a:1236` is an appointment; undefined for anything else. */
export function parseTarget(text: string): Target | undefined {
  const issue = /^#?(\d{1,9})$/.exec(text);
  if (issue) return { kind: 'issue', id: Number(issue[1]) };
  const appointment = /^a:(.+)$/s.exec(text);
  return appointment?.[1] ? { kind: 'appointment', id: appointment[1] } : undefined;
}
