/** What the doctor says about a salon, line by line. */
import { randomBytes } from 'node:crypto';
import { diagnose } from '../../src/cli/doctor/diagnose.ts';
import { readConfig } from '../../src/config.ts';
import type { Verdict } from '../../src/domain/check.ts';
import { systemClock, type Clock } from '../../src/runtime/clock.ts';
import { expect } from 'vitest';
import { test, type Salon } from './two-chats.ts';
import { SECRET } from './webhooks.ts';

type Settings = Readonly<Record<string, string>>;

const ICONS: Record<Verdict, string> = { good: '✅', warning: '⚠️', bad: '❌' };

type Break = (salon: Salon) => Settings | void | Promise<Settings | void>;

/** One thing is broken at a time, each in a salon of its own; what the doctor says of it is known. */
export function faults(subject: string, table: Readonly<Record<string, readonly [string, Break]>>): void {
  for (const [name, [line, breaks]] of Object.entries(table))
    test(`${subject} ${name} gets a line of its own`, async ({ salon }) => {
      await furnish(salon);
      const changed = (await breaks(salon)) ?? {};

      expect(await examine(salon, changed)).toContainEqual(expect.stringContaining(line));
    });
}

/** Also sees to it that no secret is said. */
export async function examine(
  { company, chats }: Salon,
  changed: Settings = {},
  clock: Clock = systemClock,
): Promise<string[]> {
  const settings = { ...company.settings, CALCOM_WEBHOOK_SECRET: SECRET, ...changed };
  const done = new AbortController();
  const checkups = await diagnose(readConfig(settings), { clock, signal: done.signal });
  done.abort(new Error('the test is over'));
  const lines = checkups.flatMap(({ area, checks }) =>
    checks.map(({ verdict, text }) => `${ICONS[verdict]} ${area}: ${text}`),
  );
  const { botToken, appToken } = chats.slack;
  const said = [botToken, appToken, chats.discord.token, company.calcom.apiKey, SECRET].filter((secret) =>
    lines.join('\n').includes(secret),
  );
  if (said.length > 0) throw new Error(`The doctor has said a secret: ${lines.join('\n')}`);
  return lines;
}

/** One booking that agrees with its appointment, so that there is something to be read. */
export async function furnish({ company }: Salon): Promise<void> {
  await company.agree('1', Date.now() + 24 * 60 * 60_000);
}

/** A user of the database with all the rights that calsync needs, but for the database itself; answers the setting. */
export async function weakUser({ company }: Salon): Promise<{ name: string; settings: Settings }> {
  const name = `weak_${randomBytes(6).toString('hex')}`;
  await company.sql(`create role ${name} login`);
  await company.sql(`grant usage on schema calsync to ${name}`);
  await company.sql(`grant select, insert, update, delete on all tables in schema calsync to ${name}`);
  const url = new URL(company.settings['DATABASE_URL'] ?? '');
  url.username = name;
  return { name, settings: { DATABASE_URL: url.href } };
}
