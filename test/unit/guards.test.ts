/** The list of guards stays true: each text is where it says, and each test is there. */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { GUARDS } from '../guards/guards.ts';

test.for(GUARDS.map((guard) => [guard.name, guard] as const))(
  'the guard is in its place, and its test is there: %s',
  ([, { file, find, replace, test: path, title }]) => {
    const source = readFileSync(file, 'utf8');

    expect(source.split(find)).toHaveLength(2);
    expect(replace).not.toBe(find);
    expect(readFileSync(path, 'utf8')).toContain(title);
  },
);

test('every guard has a name of its own', () => {
  expect(new Set(GUARDS.map(({ name }) => name)).size).toBe(GUARDS.length);
});
