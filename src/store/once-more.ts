/** Does it again when the database took another transaction's side. */

/** Deadlock, serialization failure, or a unique row that someone inserted at the same moment. */
const SOMEONE_WAS_FASTER = new Set(['40P01', '40001', '23505']);

export async function onceMore<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (typeof code !== 'string' || !SOMEONE_WAS_FASTER.has(code)) throw error;
    return work();
  }
}
