/** What the stand-in remembers of each call, and how it reads one from the wire. */
import type { IncomingMessage } from 'node:http';
import { asText, isRecord, type Json } from './json.ts';

export interface RecordedRequest {
  /** A method of the Web API, `response_url` or `upload`. */
  method: string;
  /** The arguments, with their JSON read; without the token. */
  body: Json;
  /** Of the answer; 0 until it was sent, and for ever when the connection was cut or left hanging. */
  status: number;
  /** Slack's own word for a refusal, which comes with status 200. */
  error: string | undefined;
  /** Milliseconds since the epoch, by the stand-in's clock. */
  at: number;
}

export interface Incoming {
  path: string;
  method: string;
  token: string;
  args: Json;
  /** Of an upload. */
  content: Buffer;
}

// The SDK sends forms, in which whatever is no text is written as JSON.
const JSON_FIELDS = ['blocks', 'attachments', 'metadata', 'view', 'files', 'users', 'unfurls'];

export async function readIncoming(message: IncomingMessage): Promise<Incoming> {
  const chunks: Buffer[] = [];
  for await (const chunk of message as AsyncIterable<Buffer>) chunks.push(chunk);
  const content = Buffer.concat(chunks);
  const { pathname: path, searchParams } = new URL(message.url ?? '/', 'http://127.0.0.1');
  const method = nameOf(path);
  const type = message.headers['content-type'] ?? '';
  const sent =
    method === 'upload' ? { content: await readUpload(content, type) } : readArguments(content, type);
  const { token, ...args }: Json = {
    ...Object.fromEntries(searchParams),
    ...('args' in sent ? sent.args : {}),
  };
  const header = /^Bearer (.*)$/.exec(message.headers.authorization ?? '')?.[1];
  return {
    path,
    method,
    token: header ?? asText(token),
    args,
    content: 'content' in sent ? sent.content : content,
  };
}

function nameOf(path: string): string {
  if (path.startsWith('/response/')) return 'response_url';
  if (path.startsWith('/upload/')) return 'upload';
  return path.replace(/^\/api\//, '');
}

function readArguments(content: Buffer, type: string): { args: Json } {
  if (type.includes('application/json')) {
    const json = parse(content.toString());
    return { args: isRecord(json) ? json : {} };
  }
  const args: Json = Object.fromEntries(new URLSearchParams(content.toString()));
  for (const field of JSON_FIELDS) {
    if (field in args) args[field] = parse(asText(args[field]));
  }
  return { args };
}

async function readUpload(content: Buffer, type: string): Promise<Buffer> {
  if (!type.startsWith('multipart/form-data')) return content;
  const form = await new Response(new Uint8Array(content), { headers: { 'content-type': type } }).formData();
  for (const part of form.values())
    if (typeof part !== 'string') return Buffer.from(await part.arrayBuffer());
  return content;
}

/** What is no JSON stays the text it is, and is refused where it is used. */
function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
}
