import { UserError } from '../domain/errors.ts';
import { parseTarget, type Target } from '../domain/target.ts';

/** Throws a UserError when the word is neither an issue's number nor `a:ID`. */
export function readTarget(word: string | undefined): Target {
  const target = word === undefined ? undefined : parseTarget(word);
  if (target) return target;
  throw new UserError('wrong_usage', `"${word}" is neither an issue (3 or #3) nor an appointment (a:1236).`);
}
