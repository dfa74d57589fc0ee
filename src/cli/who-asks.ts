import { userInfo } from 'node:os';
import type { Asker } from '../resolve/resolution.ts';

/** Whoever runs the command; containers often run as a number without a name. */
export function whoAsks(): Asker {
  const name = userName();
  return { id: name, name, surface: 'terminal' };
}

function userName(): string {
  try {
    return userInfo().username;
  } catch {
    return `user ${process.getuid?.() ?? 'unknown'}`;
  }
}
