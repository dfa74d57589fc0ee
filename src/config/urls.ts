import { type Kind, type Reading } from './variable.ts';

const WEB = ['http:', 'https:'];

/** Where an API lives; paths are appended to it, so it ends without a slash. */
export const apiUrl: Kind<string> = {
  expected: 'an http or https address without user, ? and #',
  read: readApiUrl,
};

/** An address that is called as it stands. */
export const webUrl: Kind<string> = {
  expected: 'an http or https address',
  read: (text) => (urlOf(text, WEB) ? { value: text } : { wrong: '' }),
};

/** A link in which `{id}` stands for the appointment. */
export const linkTemplate: Kind<string> = {
  expected: 'an http or https address with {id} in it',
  read: (text) => (text.includes('{id}') ? webUrl.read(text, {}) : { wrong: 'it has no {id}' }),
};

export const postgresUrl: Kind<string> = {
  expected: 'a postgres:// or postgresql:// address, special characters of the password percent-encoded',
  read: readPostgresUrl,
};

export const smtpUrl: Kind<string> = {
  expected: 'an smtp:// or smtps:// address, special characters of the password percent-encoded',
  read: readSmtpUrl,
};

function readApiUrl(text: string): Reading<string> {
  const url = urlOf(text, WEB);
  if (!url || url.username || url.password || /[?#]/.test(text)) return { wrong: '' };
  return { value: text.replace(/\/+$/, '') };
}

function readPostgresUrl(text: string): Reading<string> {
  // "user@/name?host=/var/run/postgresql" is how libpq writes a socket.
  const url = urlOf(text.replace('@/', '@localhost/'), ['postgres:', 'postgresql:']);
  return url && isDecodable(url) ? { value: text } : { wrong: '' };
}

function readSmtpUrl(text: string): Reading<string> {
  const url = urlOf(text, ['smtp:', 'smtps:']);
  if (!url?.hostname || !isDecodable(url)) return { wrong: '' };
  if (url.username !== '' && url.password === '') return { wrong: 'it has a user without a password' };
  return /^\/?$/.test(url.pathname) && !/[?#]/.test(text)
    ? { value: text }
    : { wrong: 'nothing may follow the host and the port' };
}

function urlOf(text: string, protocols: readonly string[]): URL | undefined {
  const url = /\s/.test(text) ? null : URL.parse(text);
  return url && protocols.includes(url.protocol) ? url : undefined;
}

/** False for a password with a lone "%", on which clients stumble later. */
function isDecodable(url: URL): boolean {
  return !/%(?![0-9a-f]{2})/i.test(url.username + url.password);
}
