/** `calsync migrate`: brings the schema up to date, and says what was done. */
import { openDatabase } from '../store/database.ts';
import { migrate } from '../store/migrate.ts';
import { answer, configOf, type CommandContext, type ExitCode } from './command-context.ts';

export async function migrateDatabase(context: CommandContext): Promise<ExitCode> {
  await using database = await openDatabase(configOf().database);
  const applied = await migrate(database);
  const text = applied.length === 0 ? 'The schema was up to date.' : `Applied: ${applied.join(', ')}.`;
  const card = {
    icon: '✅',
    title: 'Database schema',
    tone: 'good',
    sections: [{ kind: 'text', text }],
  } as const;
  answer(context, { applied }, card);
  return 0;
}
