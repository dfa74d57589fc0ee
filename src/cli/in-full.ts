/** A bug is told with where it happened, so that it can be reported; further lines of a message may quote whole rows. */
export function inFull(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const frames = (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line));
  return [`${error.name}: ${error.message.split('\n', 1)[0]}`, ...frames].join('\n');
}
