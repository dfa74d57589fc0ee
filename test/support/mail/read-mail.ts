/** An e-mail as it came over the wire, as a mail program reads it. */

export interface ReceivedMail {
  /** As the envelope says. */
  readonly to: readonly string[];
  readonly messageId: string;
  readonly inReplyTo: string | undefined;
  readonly references: string | undefined;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  /** By their names in lower case. */
  readonly headers: ReadonlyMap<string, string>;
  readonly secure: boolean;
  readonly user: string | undefined;
}

export function readMail(raw: string): Omit<ReceivedMail, 'to' | 'secure' | 'user'> {
  const { headers, body } = partOf(raw);
  const boundary = /boundary="([^"]+)"/.exec(headers.get('content-type') ?? '')?.[1] ?? '';
  const parts = body
    .split(`--${boundary}`)
    .slice(1, -1)
    .map((one) => partOf(one.replace(/^\r\n/, '')));
  const ofType = (type: string) => parts.find((part) => part.headers.get('content-type')?.startsWith(type));
  return {
    messageId: headers.get('message-id') ?? '',
    inReplyTo: headers.get('in-reply-to'),
    references: headers.get('references'),
    subject: decodeWords(headers.get('subject') ?? ''),
    text: contentOf(ofType('text/plain')),
    html: contentOf(ofType('text/html')),
    headers,
  };
}

interface Part {
  readonly headers: ReadonlyMap<string, string>;
  readonly body: string;
}

function partOf(raw: string): Part {
  const end = raw.indexOf('\r\n\r\n');
  const lines = raw
    .slice(0, end)
    .replaceAll(/\r\n[ \t]+/g, ' ')
    .split('\r\n');
  const headers = lines.map((line): [string, string] => {
    const colon = line.indexOf(':');
    return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()];
  });
  return { headers: new Map(headers), body: raw.slice(end + 4) };
}

function contentOf(part: Part | undefined): string {
  if (!part) return '';
  const encoding = part.headers.get('content-transfer-encoding');
  const content =
    encoding === 'base64'
      ? Buffer.from(part.body, 'base64').toString()
      : encoding === 'quoted-printable'
        ? unquoted(part.body.replaceAll('=\r\n', ''))
        : part.body;
  return content.replaceAll('\r\n', '\n').trim();
}

/** `=?UTF-8?Q?=E2=9A=A0?=`; what is between two of them is no blank. */
function decodeWords(text: string): string {
  return text
    .replaceAll(/\?=\s+=\?/g, '?==?')
    .replaceAll(/=\?utf-8\?([qb])\?([^?]*)\?=/gi, (_, kind: string, word: string) =>
      kind.toLowerCase() === 'b'
        ? Buffer.from(word, 'base64').toString('latin1')
        : word.replaceAll('_', ' ').replaceAll(/=([0-9A-F]{2})/gi, (_all, hex: string) => byte(hex)),
    )
    .replaceAll(/[\u0080-\u00FF]+/g, (bytes) => Buffer.from(bytes, 'latin1').toString());
}

function unquoted(text: string): string {
  const bytes = text.replaceAll(/=([0-9A-F]{2})/gi, (_, hex: string) => byte(hex));
  return Buffer.from(bytes, 'latin1').toString();
}

function byte(hex: string): string {
  return String.fromCodePoint(Number.parseInt(hex, 16));
}
