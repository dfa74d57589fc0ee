/** How far two words are apart, to guess what was meant. */

/** Levenshtein: how many letters must be added, dropped or changed. */
export function editDistance(from: string, to: string): number {
  let row = Array.from({ length: to.length + 1 }, (_, length) => length);
  for (let i = 0; i < from.length; i++) {
    const next = [i + 1];
    for (let j = 0; j < to.length; j++)
      next.push(Math.min(cost(next, j) + 1, cost(row, j + 1) + 1, cost(row, j) + Number(from[i] !== to[j])));
    row = next;
  }
  return cost(row, to.length);
}

/** The candidate nearest to the word, at most two letters away. */
export function nearestWord(word: string, candidates: readonly string[]): string | undefined {
  return candidates
    .map((candidate) => ({ candidate, typos: editDistance(word, candidate) }))
    .filter(({ typos }) => typos <= 2)
    .toSorted((one, other) => one.typos - other.typos)[0]?.candidate;
}

function cost(row: readonly number[], index: number): number {
  return row[index] ?? Number.POSITIVE_INFINITY;
}
