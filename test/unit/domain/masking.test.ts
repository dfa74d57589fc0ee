import { describe, expect, test } from 'vitest';
import { maskContacts } from '../../../src/domain/masking.ts';

describe('a text of other people’s making', () => {
  test.each([
    ['Tom Klein', 'Tom Klein'],
    ['tom.klein@example.com', 't…@example.com'],
    ['Tom (+49 151 234-5678)', 'Tom (…78)'],
    ['0151/2345678', '…78'],
    ['the attendee tom@example.com is not valid', 'the attendee t…@example.com is not valid'],
    ['Colour, 90 min, 120 €', 'Colour, 90 min, 120 €'],
  ])('%s is shown as %s', (text, shown) => {
    expect(maskContacts(text)).toBe(shown);
  });
});
