/** Who types on this terminal. */
import { userInfo } from 'node:os';
import type { Asker } from '../resolve/resolution.ts';

/** Containers often run as a number without a name. */
export function whoAsks(): Asker {
  const name = nameOfUser();
  return { id: name, name, surface: 'terminal' };
}

function nameOfUser(): string {
  try {
    return userInfo().username;
  } catch {
    return `user ${process.getuid?.() ?? 'unknown'}`;
  }
}
