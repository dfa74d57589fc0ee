import { expect, test } from 'vitest';
import fc from 'fast-check';
import { mrkdwn, oneLine, plain, unescaped } from '../../../../src/surfaces/slack/text.ts';

test('a mention in mrkdwn pings nobody', () => {
  expect(mrkdwn('<!channel> & <@U1>', 100)).toBe('&lt;!channel&gt; &amp; &lt;@U1&gt;');
});

test('markers at the borders of words format nothing', () => {
  expect(mrkdwn('*Bob* _Ann_ ~Tom~ `Jan`', 100)).not.toMatch(/[*_~`]/);
});

test('an underscore inside a word stays', () => {
  expect(mrkdwn('no_show', 100)).toBe('no_show');
});

test('a long text is cut between two characters as people see them', () => {
  const family = '👨‍👩‍👧‍👦';

  expect(plain(family.repeat(3), 30)).toBe(`${family.repeat(2)}…`);
});

test('an escaped text is cut between entities', () => {
  expect(mrkdwn('&&&&', 12)).toBe('&amp;&amp;…');
});

test('a line break in a name cannot pass for the next fact', () => {
  expect(oneLine('Tom\nStatus: synced', 100)).toBe('Tom Status: synced');
});

test('a name that turns the reading direction does not', () => {
  expect(oneLine('a\u202Eb', 100)).toBe('a b');
});

test('an empty value is shown as a dash', () => {
  expect(oneLine('  ', 100)).toBe('–');
});

test('what a person typed comes back from the way Slack writes it', () => {
  expect(unescaped('resolve 3 --note "A &amp; B &lt;ok&gt; &amp;lt;"')).toBe(
    'resolve 3 --note "A & B <ok> &lt;"',
  );
});

test('any text keeps its limit and stays well formed', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), fc.integer({ min: 1, max: 60 }), (text, most) => {
      for (const made of [plain(text, most), mrkdwn(text, most)]) {
        if (made.length > most || !made.isWellFormed()) return false;
      }
      return !/[<>]/.test(mrkdwn(text, most));
    }),
  );
});
