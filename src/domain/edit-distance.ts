/** How far two words are apart, to guess what was meant. */

/** Optimal string alignment: how many letters must be added, dropped, changed, or swapped with their neighbour. */
export function editDistance(from: string, to: string): number {
  let before: number[] = [];
  let row = Array.from({ length: to.length + 1 }, (_, length) => length);
  for (let i = 0; i < from.length; i++) {
    const next = [i + 1];
    for (let j = 0; j < to.length; j++) {
      const swapped = i > 0 && j > 0 && from[i] === to[j - 1] && from[i - 1] === to[j];
      const changed = cost(row, j) + Number(from[i] !== to[j]);
      const swap = swapped ? cost(before, j - 1) + 1 : Infinity;
      next.push(Math.min(cost(next, j) + 1, cost(row, j + 1) + 1, changed, swap));
    }
    before = row;
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
