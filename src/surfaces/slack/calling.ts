/** A call of Slack's that can be given up, and whose failure is told in our words. */
import { surfaceError } from './slack-errors.ts';

/** The call itself cannot be taken back: when it is given up, nobody knows whether it went through. */
export async function calling<T>(
  call: () => Promise<T>,
  { doing, signal }: { doing: string; signal: AbortSignal },
): Promise<T> {
  const { promise: givenUp, reject } = Promise.withResolvers<never>();
  const giveUp = (): void => reject(signal.reason as Error);
  signal.addEventListener('abort', giveUp, { once: true });
  try {
    signal.throwIfAborted();
    return await Promise.race([call(), givenUp]);
  } catch (error) {
    throw surfaceError(error, doing);
  } finally {
    signal.removeEventListener('abort', giveUp);
  }
}
