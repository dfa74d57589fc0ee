/** Makes any text safe for Slack: nothing in it pings, formats, overflows or breaks the line. */

const GRAPHEMES = new Intl.Segmenter();
/** Control characters, and those that turn the reading direction of what follows. */
// oxlint-disable-next-line no-control-regex -- They are what is looked for.
const INVISIBLE = /[\u0000-\u0009\u000B-\u001F\u007F\u202A-\u202E\u2066-\u2069]/g;
/** Slack formats only what stands between markers at the borders of words. */
const MARKERS = /(?<![\p{L}\p{N}])[*_~`]|[*_~`](?![\p{L}\p{N}])/gu;
const LOOKALIKES: Readonly<Record<string, string>> = { '*': '∗', _: 'ˍ', '~': '∼', '`': 'ˋ' };
const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };

/** For places where Slack shows a text as it is: plain_text and rich text. At most `most` UTF-16 units. */
export function plain(text: string, most: number): string {
  return cut(clean(text), most, (segment) => segment);
}

/** The same, on one line: what people wrote into a field cannot pass for the next one. */
export function oneLine(text: string, most: number): string {
  return plain(text.replaceAll(/\s+/g, ' ').trim(), most) || '–';
}

/** For places where Slack would format ("Formatting text for app surfaces"); at most `most` units when escaped. */
export function mrkdwn(text: string, most: number): string {
  const quiet = clean(text).replaceAll(MARKERS, (marker) => LOOKALIKES[marker] ?? marker);
  return cut(quiet, most, escaped);
}

/** "2 hours ago", counted on by the reader's own client ("Formatting text for app surfaces", Date formatting). */
export function sinceThen(at: number): string {
  const iso = new Date(at).toISOString();
  return `<!date^${Math.floor(at / 1000)}^{ago}|${iso.slice(0, 16).replace('T', ' ')} UTC>`;
}

/** What a person typed, from the way Slack writes it. */
export function unescaped(text: string): string {
  return text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
}

function escaped(text: string): string {
  return text.replaceAll(/[&<>]/g, (character) => ENTITIES[character] ?? character);
}

function clean(text: string): string {
  return text.toWellFormed().replaceAll(INVISIBLE, ' ');
}

/** Between two characters as people see them, never inside one. */
function cut(text: string, most: number, write: (segment: string) => string): string {
  const whole = write(text);
  if (whole.length <= most) return whole;
  let kept = '';
  for (const { segment } of GRAPHEMES.segment(text.slice(0, most))) {
    const next = kept + write(segment);
    if (next.length >= most) break;
    kept = next;
  }
  return `${kept.trimEnd()}…`.slice(0, Math.max(0, most));
}
