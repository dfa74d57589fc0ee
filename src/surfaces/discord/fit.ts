/** Cuts to what Discord takes: between characters, between lines, and never silently. */

/** The longest start of `text` that is at most `max` long once written; "…" where something is missing. */
export function fit(text: string, max: number, write: (text: string) => string = String): string {
  const whole = write(text);
  if (whole.length <= max) return whole;
  if (max < 1) return '';
  const characters = [...new Intl.Segmenter().segment(text.slice(0, max + 1))].map(({ segment }) => segment);
  let kept = 0;
  for (let beyond = characters.length; kept + 1 < beyond; ) {
    const middle = Math.floor((kept + beyond) / 2);
    if (cutAt(middle).length <= max) kept = middle;
    else beyond = middle;
  }
  return cutAt(kept);

  function cutAt(count: number): string {
    return `${write(characters.slice(0, count).join('').trimEnd())}…`;
  }
}

const ROOM_FOR_THE_REST = 25;

/** As many of the first lines as fit, and how many more there are. */
export function fitLines(lines: readonly string[], room: number): string {
  const all = lines.join('\n');
  if (all.length <= room) return all;
  const kept: string[] = [];
  let left = room - ROOM_FOR_THE_REST;
  for (const line of lines) {
    left -= line.length + 1;
    if (left < 0) break;
    kept.push(line);
  }
  return room < ROOM_FOR_THE_REST ? '' : [...kept, `… and ${lines.length - kept.length} more`].join('\n');
}
