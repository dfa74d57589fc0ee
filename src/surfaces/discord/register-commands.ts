/** Makes the server know `/calsync`, when what it knows is something else. */
import { RequestMethod, Routes, type RESTPostAPIChatInputApplicationCommandsJSONBody } from 'discord.js';
import type { BotApi } from './rest.ts';

export interface CommandHome {
  readonly applicationId: string;
  readonly guildId: string;
}

/** True when something had to be changed. */
export async function registerCommands(
  api: BotApi,
  { applicationId, guildId, definition }: CommandHome & { definition: CommandDefinition },
  signal: AbortSignal,
): Promise<boolean> {
  const path = Routes.applicationGuildCommands(applicationId, guildId);
  const known = await api({ method: RequestMethod.Get, path }, signal);
  if (isSame(known, [definition])) return false;
  await api({ method: RequestMethod.Put, path, body: [definition] }, signal);
  return true;
}

type CommandDefinition = RESTPostAPIChatInputApplicationCommandsJSONBody;

function isSame(known: unknown, wanted: readonly CommandDefinition[]): boolean {
  return JSON.stringify(essence(known)) === JSON.stringify(essence(wanted));
}

interface Described {
  readonly type?: number;
  readonly name?: string;
  readonly description?: string;
  readonly required?: boolean;
  readonly value?: unknown;
  readonly choices?: unknown;
  readonly options?: unknown;
}

/** Without what Discord adds: ids, versions, defaults. */
function essence(list: unknown): unknown[] {
  if (!Array.isArray(list)) return [];
  return (list as Described[]).map(({ type, name, description, required, value, choices, options }) => [
    type ?? null,
    name,
    description ?? null,
    required ?? false,
    value ?? null,
    essence(choices),
    essence(options),
  ]);
}
