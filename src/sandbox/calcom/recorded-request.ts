/** What the stand-in remembers of each request, and how it reads one from the wire. */
import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';

export interface RecordedRequest {
  method: string;
  /** The path without the query, from /v2 on. */
  path: string;
  query: URLSearchParams;
  headers: IncomingHttpHeaders;
  /** Parsed JSON, the raw text when it is none, undefined when there is no body. */
  body: unknown;
  /** Of the answer; 0 until it was sent, and for ever when the connection was cut or left hanging. */
  status: number;
  /** Milliseconds since the epoch, by the stand-in's clock. */
  at: number;
}

const MAX_BODY_BYTES = 100_000;

/** Undefined when the body is larger than the server takes. */
export async function recordRequest(
  message: IncomingMessage,
  at: number,
): Promise<RecordedRequest | undefined> {
  const text = await readText(message);
  if (text === undefined) return undefined;
  const url = new URL(message.url ?? '/', 'http://127.0.0.1');
  return {
    method: message.method ?? 'GET',
    path: url.pathname,
    query: url.searchParams,
    headers: message.headers,
    body: parse(text),
    status: 0,
    at,
  };
}

async function readText(message: IncomingMessage): Promise<string | undefined> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of message as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size <= MAX_BODY_BYTES) chunks.push(chunk);
  }
  return size > MAX_BODY_BYTES ? undefined : Buffer.concat(chunks).toString();
}

function parse(text: string): unknown {
  if (text === '') return undefined;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
}
