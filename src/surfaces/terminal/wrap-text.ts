/** Text in terminal columns: how wide it is, and where its lines break. */
import stringWidth from 'string-width';

/** A blank at which no line is broken. */
const GLUE = '\u00A0';

/** Broken between words where that is possible; a word that is wider than a line is cut into pieces. */
export function wrapText(text: string, width: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ').flatMap((one) => piecesOf(one, width))) {
    const longer = line === '' ? word : `${line} ${word}`;
    if (line !== '' && stringWidth(longer) > width) {
      lines.push(line);
      line = word;
    } else {
      line = longer;
    }
  }
  return [...lines, line];
}

/** The lines after the first are set in by so many columns more. */
export function hangingText(text: string, { width, indent }: { width: number; indent: number }): string {
  return wrapText(text, width - indent).join(`\n${' '.repeat(indent)}`);
}

/**
 * Terminals do not agree on the width of a narrow sign that is asked to be an emoji, such as the warning sign.
 * On its own it takes one column everywhere; a blank gives it the room of the others. An icon keeps to its word.
 */
export function withSteadyIcons(text: string): string {
  const steady = text.replaceAll(/(.)\uFE0F/gu, (emoji, sign: string) =>
    stringWidth(sign) === 1 ? `${sign}${GLUE}` : emoji,
  );
  return steady.replaceAll(/(?<=\p{Extended_Pictographic}\u00A0?) /gu, GLUE);
}

/** A text that stays on one line, such as a button. */
export function glued(text: string): string {
  return text.replaceAll(' ', GLUE);
}

/** To be called once no line is broken any more. */
export function withoutGlue(text: string): string {
  return text.replaceAll(GLUE, ' ');
}

export function padEnd(text: string, width: number): string {
  return text + ' '.repeat(Math.max(0, width - stringWidth(text)));
}

function piecesOf(word: string, width: number): string[] {
  if (stringWidth(word) <= width) return [word];
  const pieces: string[] = [];
  let piece = '';
  for (const { segment } of new Intl.Segmenter().segment(word)) {
    if (piece !== '' && stringWidth(piece + segment) > width) {
      pieces.push(piece);
      piece = '';
    }
    piece += segment;
  }
  return [...pieces, piece];
}
