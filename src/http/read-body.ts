import type { IncomingMessage } from 'node:http';

/** All of it; `too_large` as soon as it is known to be more than `maxBytes`, `gone` when the client went away before its end. */
export async function readBody(
  request: IncomingMessage,
  maxBytes: number,
): Promise<Buffer | 'too_large' | 'gone'> {
  if (Number(request.headers['content-length'] ?? 0) > maxBytes) return 'too_large';
  const chunks: Buffer[] = [];
  let size = 0;
  try {
    // The connection is still needed to say that it is too large.
    const parts: AsyncIterable<Buffer> = request.iterator({ destroyOnReturn: false });
    for await (const chunk of parts) {
      size += chunk.length;
      if (size > maxBytes) return 'too_large';
      chunks.push(chunk);
    }
  } catch (error) {
    if (request.destroyed) return 'gone';
    throw error;
  }
  return Buffer.concat(chunks);
}
