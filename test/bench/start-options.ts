/** The options that `npm start` gives to Node, so that what is measured is what runs. */
import { readFileSync } from 'node:fs';

export function startOptions(): string[] {
  const file = new URL('../../package.json', import.meta.url);
  const { scripts } = JSON.parse(readFileSync(file, 'utf8')) as { scripts: { start: string } };
  const words = scripts.start.split(' ');
  return words.slice(1, words.indexOf('src/main.ts')).filter((word) => word.startsWith('--'));
}
