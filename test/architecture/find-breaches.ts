/** Compares the imports of a source tree with the floors. */
import { existsSync, globSync, readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import { hasPlace, judgeFile, judgePackage, mayReadEnvironment } from './floors.ts';
import { readsEnvironment } from './read-environment.ts';
import { readImports } from './read-imports.ts';

/** The breaches below `root`/src and `root`/migrations, one line each: `file: imports X, a higher floor`. */
export function findBreaches(root: string): string[] {
  if (!existsSync(join(root, 'src'))) throw new Error(`Cannot check the architecture: no "${root}/src"`);
  const files = globSync('{src,migrations}/**/*.{ts,mts,js,mjs}', { cwd: root }).toSorted();
  return files.flatMap((file) => {
    const text = readFileSync(join(root, file), 'utf8');
    return [...judgePlace(file), ...judgeImports(file, text), ...judgeEnvironment(file, text)];
  });
}

function judgePlace(file: string): string[] {
  return file.startsWith('migrations/') || hasPlace(file)
    ? []
    : [`${file}: stands in no known folder of src`];
}

function judgeImports(file: string, text: string): string[] {
  return readImports(text).flatMap((specifier) => {
    const reason = judge(file, specifier);
    return reason ? [`${file}: imports ${specifier}, ${reason}`] : [];
  });
}

function judge(file: string, specifier: string): string | undefined {
  if (specifier.startsWith('(')) return 'which cannot be checked';
  if (/^(\/|file:)/.test(specifier)) return 'an absolute path';
  if (!specifier.startsWith('.')) return judgePackage(file, specifier);
  return judgeFile(file, posix.join(posix.dirname(file), specifier));
}

function judgeEnvironment(file: string, text: string): string[] {
  if (mayReadEnvironment(file) || !readsEnvironment(text)) return [];
  return [`${file}: reads process.env, which only config may`];
}
