/** What the stand-in remembers of each REST call, and how it reads one from the wire. */
import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';

export interface UploadedFile {
  /** `files[0]` */
  field: string;
  name: string;
  contentType: string;
  size: number;
  text: string;
}

export interface RecordedRequest {
  method: string;
  /** Decoded, without the query, from behind /api/v10 on. */
  path: string;
  /** As it came over the wire. */
  url: string;
  query: URLSearchParams;
  headers: IncomingHttpHeaders;
  /** Parsed JSON, of a form its `payload_json`; the raw text when it is none, undefined when there is no body. */
  body: unknown;
  files: UploadedFile[];
  /** Of the answer; 0 until it was sent, and for ever when the connection was cut or left hanging. */
  status: number;
  /** Milliseconds since the epoch, by the stand-in's clock. */
  at: number;
}

const MAX_BODY_BYTES = 10 * 1024 * 1024;
const PREFIX = /^\/api\/v10(?=\/|$)/;

/** Undefined when the body is larger than Discord takes. */
export async function recordRequest(
  message: IncomingMessage,
  at: number,
): Promise<RecordedRequest | undefined> {
  const bytes = await readBytes(message);
  if (!bytes) return undefined;
  const wire = message.url ?? '/';
  const url = new URL(wire, 'http://127.0.0.1');
  return {
    method: message.method ?? 'GET',
    path: decode(url.pathname).replace(PREFIX, ''),
    url: wire,
    query: url.searchParams,
    headers: message.headers,
    ...(await readBody(bytes, message.headers['content-type'] ?? '')),
    status: 0,
    at,
  };
}

async function readBytes(message: IncomingMessage): Promise<Buffer | undefined> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of message as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size <= MAX_BODY_BYTES) chunks.push(chunk);
  }
  return size > MAX_BODY_BYTES ? undefined : Buffer.concat(chunks);
}

async function readBody(bytes: Buffer, type: string): Promise<Pick<RecordedRequest, 'body' | 'files'>> {
  if (!type.startsWith('multipart/form-data')) return { body: parse(bytes.toString()), files: [] };
  const form = await new Response(bytes, { headers: { 'content-type': type } }).formData();
  const files: UploadedFile[] = [];
  for (const [field, value] of form) {
    if (typeof value === 'string') continue;
    const { name, type: contentType, size } = value;
    files.push({ field, name, contentType, size, text: await value.text() });
  }
  const payload = form.get('payload_json');
  return { body: typeof payload === 'string' ? parse(payload) : undefined, files };
}

function parse(text: string): unknown {
  if (text === '') return undefined;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
}

function decode(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}
