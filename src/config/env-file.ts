import { readFileSync } from 'node:fs';
import { parseEnv } from 'node:util';

type EnvFile = { values: NodeJS.Dict<string> } | { problem: string };

/** The variables of a `.env` file, none when there is no such file, or one line that says why it cannot be used. */
export function readEnvFile(path: string): EnvFile {
  try {
    // A byte order mark is dropped by the decoder; anything that is not UTF-8 makes it throw.
    const text = new TextDecoder('utf-8', { fatal: true }).decode(readFileSync(path));
    const line = firstMalformedLine(text);
    if (line === undefined) return { values: parseEnv(text) };
    return {
      problem: `Cannot read "${path}": line ${line} is not NAME=value, or a quote before it is not closed`,
    };
  } catch (error) {
    return whyUnreadable(path, error);
  }
}

function whyUnreadable(path: string, error: unknown): EnvFile {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (code === 'ENOENT') return { values: {} };
  if (code === 'ERR_ENCODING_INVALID_ENCODED_DATA')
    return { problem: `Cannot read "${path}": save it as UTF-8 text` };
  return { problem: `Cannot read "${path}" (${code}): make it a file that this user may read, or remove it` };
}

/** parseEnv passes over what it does not understand; a setting must not get lost so. */
function firstMalformedLine(text: string): number | undefined {
  const lines = withoutQuoted(text).split(/\r?\n/);
  const at = lines.findIndex((line) => !/^\s*(#.*|(export\s+)?[a-z_]\w*\s*=(?!\s*["'`]).*)?$/i.test(line));
  return at < 0 ? undefined : at + 1;
}

/** Quoted values may hold anything, also several lines: only their line breaks are left. */
function withoutQuoted(text: string): string {
  const quoted = /(?<=^[ \t]*(?:export[ \t]+)?\w+[ \t]*=[ \t]*)(["'`])[^]*?\1/gm;
  return text.replaceAll(quoted, (value) => value.replaceAll(/[^\n]/g, ''));
}
