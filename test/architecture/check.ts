/** Prints every breach of the architecture; the exit code says whether there is one. */
import { fileURLToPath } from 'node:url';
import { findBreaches } from './find-breaches.ts';

const breaches = findBreaches(fileURLToPath(new URL('../..', import.meta.url)));
for (const breach of breaches) console.error(breach);
process.exitCode = breaches.length > 0 ? 1 : 0;
