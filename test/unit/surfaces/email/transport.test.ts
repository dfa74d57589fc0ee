import { describe, expect, test } from 'vitest';
import { serverOf } from '../../../../src/surfaces/email/transport.ts';

describe('SMTP_URL', () => {
  test.each([
    ['smtp://ann:p%40ss@mail.example.com', { host: 'mail.example.com', port: 587, secure: false }],
    ['smtp://mail.example.com:25', { host: 'mail.example.com', port: 25, secure: false }],
    ['smtps://ann:p%40ss@mail.example.com', { host: 'mail.example.com', port: 465, secure: true }],
    ['smtp://[::1]:2525', { host: '::1', port: 2525, secure: false }],
  ])('%s is understood', (url, expected) => {
    expect(serverOf(url)).toMatchObject(expected);
  });

  test('has user and password as people know them', () => {
    expect(serverOf('smtp://ann%40example.com:p%40ss%2F@mail.example.com').auth).toEqual({
      user: 'ann@example.com',
      pass: 'p@ss/',
    });
  });

  test('with a password is never used over a network without TLS', () => {
    expect(serverOf('smtp://ann:pw@mail.example.com').requireTLS).toBe(true);
    expect(serverOf('smtp://ann:pw@localhost').requireTLS).toBe(false);
    expect(serverOf('smtp://relay.internal:25').requireTLS).toBe(false);
  });
});
