import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isSigned } from '../../../src/http/signature.ts';
import { aWebhook, SECRET, sign } from '../../support/webhooks.ts';

const BODY = Buffer.from(aWebhook('uid-1'));

/** The same bytes but for one bit. */
function flipped(bytes: Buffer, bit: number): Buffer {
  const copy = Buffer.from(bytes);
  copy[bit >> 3] = (copy[bit >> 3] as number) ^ (1 << (bit & 7));
  return copy;
}

describe('a signature', () => {
  test('is the one of exactly this body with this secret', () => {
    expect(isSigned(BODY, sign(BODY), SECRET)).toBe(true);
    expect(isSigned(Buffer.alloc(0), sign(''), SECRET)).toBe(true);
    expect(isSigned(BODY, sign(BODY, 'another'), SECRET)).toBe(false);
    expect(isSigned(BODY, sign(`${BODY.toString()} `), SECRET)).toBe(false);
  });

  test('known from elsewhere is computed the same', () => {
    // openssl dgst -sha256 -hmac key: https://en.wikipedia.org/wiki/HMAC#Examples
    const body = Buffer.from('The quick brown fox jumps over the lazy dog');

    expect(isSigned(body, 'f7bc83f430538424b13298e6aa6fb143ef4d59a14946175997479dbc2d1a3cd8', 'key')).toBe(
      true,
    );
  });

  test('is refused when one bit of the body or of itself is another', () => {
    const signature = Buffer.from(sign(BODY));

    fc.assert(
      fc.property(fc.nat(BODY.length * 8 - 1), fc.nat(signature.length * 8 - 1), (ofBody, ofSignature) => {
        const other = flipped(signature, ofSignature).toString('latin1');
        return (
          !isSigned(flipped(BODY, ofBody), signature.toString(), SECRET) && !isSigned(BODY, other, SECRET)
        );
      }),
    );
  });

  test.each([
    undefined,
    '',
    'no-secret-provided',
    [sign(BODY)],
    sign(BODY).slice(1),
    `${sign(BODY)}0`,
    ` ${sign(BODY)}`,
  ])('in another form is refused: %s', (signature) => {
    expect(isSigned(BODY, signature, SECRET)).toBe(false);
    expect(isSigned(BODY, sign(BODY).toUpperCase(), SECRET)).toBe(false);
  });
});
