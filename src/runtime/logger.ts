/** Structured logs: one line of JSON per event, on standard error, so that answers on standard output stay clean. */
import { destination, pino, type Level } from 'pino';

/** A static message and its fields; never a secret, never a customer's name. */
export type Log = (level: Level, message: string, fields?: Readonly<Record<string, unknown>>) => void;

export function createLog(level: Level | 'silent', descriptor = 2): Log {
  const options = {
    level,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    serializers: { error: describeError },
  };
  const logger = pino(options, destination({ fd: descriptor, sync: true }));
  return (at, message, fields) => {
    if (fields) logger[at](fields, message);
    else logger[at](message);
  };
}

/**
 * What a database says about a failure may quote whole rows, in further lines and in fields of its own:
 * kept are the first line, the code and where it happened.
 */
function describeError(error: unknown): object {
  if (!(error instanceof Error)) return { message: String(error) };
  const frames = (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line));
  return {
    type: error.name,
    message: error.message.split('\n', 1)[0],
    ...('code' in error ? { code: error.code } : {}),
    stack: frames.join('\n'),
    ...(error.cause === undefined ? {} : { cause: describeError(error.cause) }),
  };
}
