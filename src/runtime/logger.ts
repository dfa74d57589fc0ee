/** Structured logs: one line of JSON per event, on standard error, so that answers on standard output stay clean. */
import { destination, pino, type Level } from 'pino';

/** A static message and its fields; never a secret, never a customer's name. */
export type Log = (level: Level, message: string, fields?: Readonly<Record<string, unknown>>) => void;

export function createLog(level: Level | 'silent', descriptor = 2): Log {
  const options = {
    level,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    serializers: { error: pino.stdSerializers.err },
  };
  const logger = pino(options, destination({ fd: descriptor, sync: true }));
  return (at, message, fields) => {
    if (fields) logger[at](fields, message);
    else logger[at](message);
  };
}
