import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { manifests } from '../manifests/manifests.ts';

test('the manifests are those that the grammar makes: else run "npm run manifests"', () => {
  const directory = path.join(import.meta.dirname, '../../manifests');

  for (const [name, text] of Object.entries(manifests())) {
    expect(readFileSync(path.join(directory, name), 'utf8')).toBe(text);
  }
});
