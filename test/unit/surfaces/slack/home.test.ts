/** The App Home as people read it: the whole text, for each kind of reader and each state of things. */
import { describe, expect, test } from 'vitest';
import { readMessage } from '../../../../src/cli/demo/read-message.ts';
import { composeDashboard, type Dashboard } from '../../../../src/query/dashboard.ts';
import { checkView } from '../../../../src/sandbox/slack/check-blocks.ts';
import { renderHome } from '../../../../src/surfaces/slack/render-view.ts';
import { MINUTE, NOON } from '../../../support/builders.ts';
import { aDashboard, anIssue, aRun, aStatus, BERLIN, CUSTOMERS } from '../../../support/dashboards.ts';
import { HOSTILE } from './cards.ts';

const HOUR = 60 * MINUTE;
const NOBODY = { issues: [], upcoming: [], notices: [] };

/** Without what only a reader's own client can say. */
function shown(dashboard: Dashboard): { lines: string[]; buttons: readonly string[] } {
  const view = renderHome(composeDashboard(dashboard, BERLIN));
  expect(checkView(view)).toEqual([]);
  const { lines, buttons } = readMessage(view.blocks);
  const own = lines.map((line) => line.replace(/ \([^()]+ for you\)$/, ''));
  return { lines: own, buttons };
}

describe('the App Home', () => {
  test('shows an admin how everything stands, what needs a person, what comes next and what was told', () => {
    expect(shown(aDashboard())).toEqual({
      lines: [
        '🗓️ Cal.com Synchronization Status',
        'SYNCED',
        '✅ 1,247',
        '97.9% sync',
        'PENDING',
        '⏳ 23',
        'Verifying',
        'REVIEW',
        '⚠️ 2',
        'FAILED',
        '❌ 2',
        'Last Verification',
        'Last check: 9 Oct 2026, 13:00 (full, complete)',
        'Next check: 9 Oct 2026, 20:00 (Verification Cycle)',
        'Accepted: 1 as they are',
        'Status: ✅ Healthy',
        'Open Issues (2)',
        '#3 · 1236 · Tom Klein · 10 Oct, 14:00 · ⚠️ Orphaned Local · its booking is not found in Cal.com',
        '#4 · 1240 · Lisa Braun · 11 Oct, 14:00 · 🔀 Data Mismatch · booking is 11 Oct 2026, 15:00 - 16:00',
        'Next Appointments',
        '1234 · Max Müller · 9 Oct, 15:00 · ✅ Synced',
        '1235 · Anna Schmidt · 9 Oct, 17:00 · ⏳ Pending',
        '1236 · Tom Klein · 10 Oct, 14:00 · ⚠️ Review: Orphaned Local',
        '1237 · Lisa Braun · 10 Oct, 15:00 · ❌ Failed: Cal.com did not answer in time',
        '1238 · – · 11 Oct, 14:00 · cancelled · ✅ Synced',
        '🔔 Notifications',
        '⚠️ Orphaned Local: requires manual review · issue #3, appointment #1236 · Tom Klein, 10 Oct, 14:00 · 9 Oct 2026, 12:00 · 9 Oct 2026, 10:00',
        '✅ Sync Restored: 5 appointments verified · 8 Oct 2026, 14:00 · 8 Oct 2026, 12:00',
      ],
      buttons: [
        'View →',
        'Retry →',
        'Verify now',
        'Retry',
        'Details',
        'Retry',
        'Details',
        'Retry',
        'Details',
        'Retry',
        'Review now',
      ],
    });
  });

  test('shows anybody else the same figures and no customer, and nothing to press', () => {
    const { lines, buttons } = shown(aDashboard({ customers: null }));

    expect(lines).toEqual(shown(aDashboard()).lines.slice(0, 16));
    expect(buttons).toEqual([]);
  });

  test('of a company with nothing in it says so', () => {
    const counts = { ...aStatus().counts, synced: 0, pending: 0, verification_pending: 0, failed: 0 };
    const nothing = {
      counts: { ...counts, orphaned_local: 0, data_mismatch: 0 },
      issues: { open: 0, accepted: 0 },
    };

    const { lines, buttons } = shown(aDashboard({ status: aStatus(nothing), customers: NOBODY }));

    expect(lines).toEqual([
      '🗓️ Cal.com Synchronization Status',
      'SYNCED',
      '✅ 0',
      'PENDING',
      '⏳ 0',
      'REVIEW',
      '⚠️ 0',
      'FAILED',
      '❌ 0',
      'Last Verification',
      'Last check: 9 Oct 2026, 13:00 (full, complete)',
      'Next check: 9 Oct 2026, 20:00 (Verification Cycle)',
      'Status: ✅ Healthy',
      'Open Issues (0)',
      '✅ Nothing needs a person.',
      'Next Appointments',
      'No appointment is ahead.',
      '🔔 Notifications',
      'Nothing was told yet.',
    ]);
    expect(buttons).toEqual(['Verify now']);
  });

  test('before the first check shows nothing as good', () => {
    const status = aStatus({
      lastRun: null,
      lastComplete: null,
      nextCheck: null,
      health: { state: 'unknown', why: 'nothing has been verified yet' },
    });
    const freshness = { doubt: 'nothing has been verified yet', asOf: null };

    const { lines } = shown(aDashboard({ status, freshness, customers: null }));

    expect(lines.slice(1, 4)).toEqual(['SYNCED', '⚠️ 1,247', '97.9% sync, never verified as a whole']);
    expect(lines).toContain('Last check: never');
    expect(lines).toContain('Next check: none: no daemon runs it');
    expect(lines).toContain('Status: ⏳ Not verified yet: nothing has been verified yet');
    expect(lines.join()).not.toContain('✅');
  });

  test('in trouble says since when, and what is wrong with the whole', () => {
    const why = 'Cal.com answered with status 500';
    const status = aStatus({
      lastRun: aRun({ id: 2, outcome: 'incomplete', problem: why }),
      health: { state: 'trouble', why },
    });
    const down = { kind: 'circuit_open', facts: { verified: null }, openedAt: NOON - HOUR } as const;
    const freshness = { doubt: why, asOf: NOON - 8 * HOUR };

    const { lines } = shown(aDashboard({ status, freshness, bulletins: [down], customers: null }));

    expect(lines.slice(1, 4)).toEqual(['SYNCED', '⚠️ 1,247', '97.9% sync, as of 9 Oct 2026, 06:00']);
    expect(lines.slice(-3)).toEqual([
      `Status: ❌ In trouble: ${why}`,
      'Now',
      '❌ Cal.com is down (CIRCUIT_OPEN), since 9 Oct 2026, 13:00',
    ]);
  });

  test('whose checks have stopped turns from green, and says which', () => {
    const freshness = { doubt: 'Check of the next 48 hours was missed twice', asOf: NOON - HOUR };

    const { lines } = shown(aDashboard({ freshness, customers: null }));

    expect(lines.slice(1, 4)).toEqual(['SYNCED', '⚠️ 1,247', '97.9% sync, as of 9 Oct 2026, 13:00']);
    expect(lines).toContain('Status: ⚠️ Not up to date: Check of the next 48 hours was missed twice');
  });

  test('while paused says by whom, why and until when, before anything else', () => {
    const paused = { reason: 'we move house', by: 'Ada', surface: 'slack', until: NOON + HOUR };

    const { lines } = shown(aDashboard({ status: aStatus({ paused }), customers: null }));

    expect(lines[1]).toBe(
      '⏸️ Paused by Ada on Slack until 9 Oct 2026, 15:00: we move house. New cards wait, and nothing is written.',
    );
  });

  test('brings key metrics along, and says how many issues are not listed', () => {
    const metrics = [{ kind: 'text', text: 'Sync Success Rate: 98.7 %' } as const];
    const status = aStatus({ issues: { open: 23, accepted: 0 } });

    const { lines } = shown(aDashboard({ status, metrics }));

    expect(lines).toContain('Open Issues (23, the 2 soonest)');
    expect(lines.at(-1)).toBe('Sync Success Rate: 98.7 %');
  });

  test('tells what came at once in one message once, and no more than five', () => {
    const [first] = CUSTOMERS.notices;
    if (!first) throw new Error('Cannot do without a notice');
    const twice = [{ ...first, reason: 'closed_agreed' }, first];
    const older = Array.from({ length: 8 }, (_, n) => ({ ...first, at: NOON - (n + 3) * HOUR }));

    const { lines } = shown(aDashboard({ customers: { ...NOBODY, notices: [...twice, ...older] } }));

    const told = lines.slice(lines.indexOf('🔔 Notifications') + 1);
    expect(told).toHaveLength(5);
    expect(told[0]).toContain('✅ Solved · issue #3');
    expect(told[1]).toContain('requires manual review');
  });

  test('is one that Slack takes, whatever customers are called and however much there is', () => {
    const issues = Array.from({ length: 10 }, (_, id) => anIssue({ id, customerName: HOSTILE.repeat(80) }));
    const [, , row] = CUSTOMERS.upcoming;
    const [notice] = CUSTOMERS.notices;
    if (!row || !notice) throw new Error('Cannot do without a row and a notice');
    const upcoming = Array.from({ length: 10 }, () => ({ ...row, customerName: HOSTILE.repeat(80) }));
    const notices = Array.from({ length: 5 }, (_, n) => ({ ...notice, at: NOON - n }));

    const view = renderHome(
      composeDashboard(aDashboard({ customers: { issues, upcoming, notices } }), BERLIN),
    );

    expect(checkView(view)).toEqual([]);
    expect(readMessage(view.blocks).lines.join()).not.toContain('does not fit');
    expect(JSON.stringify(view)).not.toContain('<!channel>');
  });
});
