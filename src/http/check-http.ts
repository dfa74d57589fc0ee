/** Tries whether the HTTP endpoint can be opened, and sees what stands there instead. */
import { bad, good, warning, type Check } from '../domain/check.ts';
import { startHttp } from './start-http.ts';

export interface HttpSettings {
  readonly host: string;
  readonly port: number;
  readonly webhookSecret: string | undefined;
}

/** A machine may be busy. */
const ASK_WITHIN_MS = 10_000;

export async function checkHttp({ host, port, webhookSecret }: HttpSettings): Promise<Check[]> {
  const awaited = webhookSecret !== undefined;
  const webhooks = awaited
    ? good('CALCOM_WEBHOOK_SECRET is set: a change in Cal.com is seen within seconds.')
    : warning(
        'CALCOM_WEBHOOK_SECRET is not set: a change in Cal.com is seen at the next check only. See "Cal.com\'s webhooks" in the README.',
      );
  return [webhooks, await checkPort(host, port, awaited)];
}

async function checkPort(host: string, port: number, awaited: boolean): Promise<Check> {
  const address = `${host}:${port}`;
  try {
    const server = await startHttp({ host, port, routes: [], log: () => undefined });
    await server[Symbol.asyncDispose]();
    return good(`CALSYNC_HTTP_PORT is free (${address}).`);
  } catch (error) {
    const why = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
    if (why === 'EADDRINUSE' && (await isCalsync(address)))
      return good(`calsync itself answers at ${address}: it is running.`);
    const text = `Nobody can listen at ${address} (${why}): set CALSYNC_HTTP_PORT and CALSYNC_HTTP_HOST to an address that is free.`;
    return awaited ? bad(text) : warning(text);
  }
}

async function isCalsync(address: string): Promise<boolean> {
  try {
    const answer = await fetch(`http://${address}/health`, { signal: AbortSignal.timeout(ASK_WITHIN_MS) });
    const body: unknown = await answer.json();
    return typeof body === 'object' && body !== null && 'state' in body && 'why' in body;
  } catch {
    return false;
  }
}
