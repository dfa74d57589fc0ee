/** An empty workspace with its counters. */
import type { Clock } from '../../runtime/clock.ts';
import { createResponseUrls } from './response-urls.ts';
import { createTriggers } from './triggers.ts';
import type { Rules, Workspace } from './workspace.ts';

interface Setting {
  clock: Clock;
  rules: Rules;
  teamId: string;
}

export function createWorkspace({ clock, rules, teamId }: Setting): Workspace {
  let ids = 0;
  const newId = (prefix: string): string => prefix + String(++ids).padStart(8, '0');
  const workspace: Workspace = {
    clock,
    rules,
    teamId,
    botUserId: 'U0CALSYNC',
    botId: 'B0CALSYNC',
    appId: 'A0CALSYNC',
    origin: '',
    channels: new Map(),
    users: new Map(),
    groups: new Map(),
    files: new Map(),
    views: new Map(),
    entered: new Map(),
    stacks: new Map(),
    homes: new Map(),
    triggers: createTriggers(clock, newId),
    responseUrls: createResponseUrls(clock, newId),
    newId,
    newTs: createTimestamps(clock),
  };
  return workspace;
}

function createTimestamps(clock: Clock): () => string {
  let last = 0;
  return () => {
    const micros = Math.max(Math.floor(clock.now()) * 1_000, last + 100);
    last = micros;
    return `${Math.floor(micros / 1_000_000)}.${String(micros % 1_000_000).padStart(6, '0')}`;
  };
}
