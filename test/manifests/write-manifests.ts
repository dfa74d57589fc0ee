/** `npm run manifests`: writes manifests/ anew. */
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { manifests } from './manifests.ts';

const directory = path.join(import.meta.dirname, '../../manifests');
mkdirSync(directory, { recursive: true });
for (const [name, text] of Object.entries(manifests())) writeFileSync(path.join(directory, name), text);
