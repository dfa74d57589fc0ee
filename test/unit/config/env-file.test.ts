import { mkdtempSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test, vi } from 'vitest';
import { ConfigError, loadEnv } from '../../../src/config.ts';

const folders: string[] = [];

afterEach(() => {
  vi.unstubAllEnvs();
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
});

function aFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'calsync-env-'));
  folders.push(folder);
  return folder;
}

function aFolderWith(content: string | Buffer): string {
  const folder = aFolder();
  writeFileSync(join(folder, '.env'), content);
  return folder;
}

test('real variables win over the file, also empty ones', () => {
  vi.stubEnv('CALSYNC_LOCALE', 'de-DE');
  vi.stubEnv('CALSYNC_DIGEST_CRON', '');

  const env = loadEnv(aFolderWith('CALSYNC_LOCALE=fr-FR\nCALSYNC_DIGEST_CRON=@daily\nCALSYNC_HTTP_PORT=1\n'));

  expect(env).toMatchObject({ CALSYNC_LOCALE: 'de-DE', CALSYNC_DIGEST_CRON: '', CALSYNC_HTTP_PORT: '1' });
});

test('no file is no problem', () => {
  expect(loadEnv(aFolder())).toEqual({ ...process.env });
});

test('comments, quotes, export, several lines, Windows line ends and a byte order mark are understood', () => {
  const text = '\uFEFFA=1\r\n# "note\r\nexport B = "x # y"\r\n\r\nC=\'two\nlines\' # why\nD=it\'s\nE=';

  expect(loadEnv(aFolderWith(text))).toMatchObject({
    A: '1',
    B: 'x # y',
    C: 'two\nlines',
    D: "it's",
    E: '',
  });
});

test.each([
  ['a line without =', 'A=1\nhunter2\n', 'line 2 is not NAME=value'],
  ['an open quote', 'A="1\nB=hunter2\n', 'line 1 is not NAME=value, or a quote before it is not closed'],
  ['another encoding', Buffer.from('\uFEFFA=hunter2\n', 'utf16le'), 'save it as UTF-8 text'],
  ['another encoding without a mark', Buffer.from('A=hunter2\n', 'utf16le'), 'line 1 is not NAME=value'],
])('a file with %s gives one clear line', (_, content, expected) => {
  const folder = aFolderWith(content);

  const load = (): unknown => loadEnv(folder);

  expect(load).toThrow(ConfigError);
  expect(load).toThrow(expected);
  expect(load).not.toThrow(/hunter2/);
});

test('a file that cannot be read gives one clear line', () => {
  const folder = aFolder();
  mkdirSync(join(folder, '.env'));

  expect(() => loadEnv(folder)).toThrow(/Cannot read ".*\.env" \(EISDIR\): make it a file/);
});
