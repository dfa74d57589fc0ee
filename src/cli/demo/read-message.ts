/** What a person reads of a stand-in's message: its lines of text and its buttons, whatever blocks it is made of. */

export interface ReadMessage {
  readonly lines: readonly string[];
  readonly buttons: readonly string[];
}

/** Works on Slack's blocks and on Discord's components alike. */
export function readMessage(parts: readonly unknown[]): ReadMessage {
  const lines: string[] = [];
  const buttons: string[] = [];
  for (const part of parts) readPart(part, { lines, buttons });
  const all = lines
    .flatMap((text) => text.split('\n'))
    .map(plain)
    .filter(Boolean);
  return { lines: withLabels(all), buttons };
}

/** A label that stands on a line of its own goes before its value. */
function withLabels(lines: readonly string[]): string[] {
  return lines.reduce<string[]>((read, line) => {
    const label = read.at(-1);
    if (label?.endsWith(':')) return [...read.slice(0, -1), `${label} ${line}`];
    return [...read, line];
  }, []);
}

function readPart(part: unknown, into: { lines: string[]; buttons: string[] }): void {
  if (Array.isArray(part)) {
    for (const one of part) readPart(one, into);
    return;
  }
  if (typeof part !== 'object' || part === null) return;
  const { type, text, content, label, ...rest } = part as Record<string, unknown>;
  if (type === 'button' || type === 2) {
    into.buttons.push(typeof label === 'string' ? label : textOf(text));
    return;
  }
  if (type === 'rich_text_section') {
    into.lines.push(textOfAll(rest['elements']));
    return;
  }
  if (typeof text === 'string' && text) into.lines.push(text);
  else readPart(text, into);
  if (typeof content === 'string' && content) into.lines.push(content);
  for (const value of Object.values(rest)) readPart(value, into);
}

/** What stands in one paragraph, whatever its letters look like. */
function textOfAll(elements: unknown): string {
  const all = Array.isArray(elements) ? (elements as Record<string, unknown>[]) : [];
  return all
    .map(({ type, text, timestamp }) => (type === 'date' ? ownTime(timestamp) : textOf(text)))
    .join('');
}

/** As a client on this machine says it. */
function ownTime(seconds: unknown): string {
  const format = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'short' });
  return format.format(Number(seconds) * 1000);
}

function textOf(text: unknown): string {
  const inner = typeof text === 'object' && text !== null && 'text' in text ? text.text : text;
  return typeof inner === 'string' ? inner : '';
}

/** Without the marks of either platform's formatting. */
function plain(line: string): string {
  return line
    .replace(/^(#+|-#|>) /, '')
    .replaceAll(/\*\*|__|```|\\(?=[^\w\s])|\u200B|\u2060/g, '')
    .replaceAll(/(^|\s)\*([^*]+)\*/g, '$1$2')
    .replaceAll(/,? ?<t:\d+:R>/g, '')
    .replaceAll(/<t:(\d+):\w>|<!date\^(\d+)\^[^>]*>/g, (_, discord?: string, slack?: string) =>
      ownTime(discord ?? slack),
    )
    .replaceAll('&amp;', '&')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .trim();
}
