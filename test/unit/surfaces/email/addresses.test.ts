import { expect, test } from 'vitest';
import { mailAddress, messageIdOf } from '../../../../src/surfaces/email/addresses.ts';

test.each([
  ['ann@example.com', { name: '', address: 'ann@example.com' }],
  ['Ann <ann@example.com>', { name: 'Ann', address: 'ann@example.com' }],
  ['"Doe, Ann" <ann@example.com>', { name: 'Doe, Ann', address: 'ann@example.com' }],
  ['<ann@example.com>', { name: '', address: 'ann@example.com' }],
])('%s is one person', (text, expected) => {
  expect(mailAddress(text)).toEqual(expected);
});

test('a key is always the same Message-ID, in the sender’s domain', () => {
  expect(messageIdOf('key-1', mailAddress('Ann <ann@example.com>'))).toBe('<key-1@example.com>');
});
