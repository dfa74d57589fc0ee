/** Splits what was typed as a shell does: blanks apart, quotes together. */
export function splitWords(text: string): string[] {
  // Phones write typographic quotes and dashes.
  const plain = text
    .replace(/[“”„]/g, '"')
    .replace(/[‘’]/g, "'")
    .replace(/(^|\s)—(?=\w)/g, '$1--');
  return [...plain.matchAll(/"([^"]*)"|'([^']*)'|(\S+)/g)].map(
    ([, double, single, bare]) => double ?? single ?? bare ?? '',
  );
}
