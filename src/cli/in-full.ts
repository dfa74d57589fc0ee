/** A bug is told whole, so that it can be reported. */
export function inFull(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
