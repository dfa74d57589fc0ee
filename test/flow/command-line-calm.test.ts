import { userInfo } from 'node:os';
import { expect } from 'vitest';
import { test } from '../support/calsync-process.ts';

const HOUR = 60 * 60_000;
const TOMORROW = Math.floor(Date.now() / HOUR) * HOUR + 24 * HOUR;
const QUICK = { CALSYNC_RETRY_LADDER: '0,200ms,200ms' };
const ME = userInfo().username;

test('the terminal snoozes an issue, and pauses and resumes everything', { timeout: 120_000 }, async ({
  company,
}) => {
  const run = (...words: string[]) => company.run(words, QUICK);
  company.calcom.world.remove(await company.agree('1', TOMORROW));
  await run('verify', '--full', '--wait');

  const snoozed = await run('snooze', '1', '2h', '--json');
  const paused = await run('pause', '1h', 'the', 'server', 'moves');
  const refused = await run('cancel', '1', '--yes');
  const status = await run('status', '--json');
  const resumed = await run('resume');

  expect(JSON.parse(snoozed.stdout)).toEqual({ issueId: 1, snoozedUntil: expect.any(Number) });
  expect(paused).toMatchObject({ code: 0, stdout: expect.stringContaining('the server moves') });
  expect(refused).toMatchObject({ code: 1, stdout: expect.stringContaining(`paused by ${ME}`) });
  expect(JSON.parse(status.stdout)).toMatchObject({ paused: { by: ME, reason: 'the server moves' } });
  expect(resumed).toMatchObject({ code: 0, stdout: expect.stringContaining('Resumed') });
  expect(await company.sql('select action, actor from calsync.audit order by id')).toEqual([
    { action: 'verify', actor: ME },
    { action: 'snooze', actor: ME },
    { action: 'pause', actor: ME },
    { action: 'cancel', actor: ME },
    { action: 'resume', actor: ME },
  ]);
});
