/** The tables of repairing: what was asked for, every write that was made, and when nothing may be written. */
import { defineEntity, p } from '@mikro-orm/core';
import type { Action } from '../../domain/offers.ts';
import type { SentCall } from '../../resolve/sent-call.ts';
import { bigId, instant } from './columns.ts';

export const ResolutionEntity = defineEntity({
  name: 'Resolution',
  tableName: 'resolution',
  properties: {
    id: bigId(),
    issueId: p.integer(),
    action: p.text().$type<Action>(),
    note: p.text().nullable(),
    eventTypeId: p.integer().nullable(),
    bulletinId: p.integer().nullable(),
    factsHash: p.text(),
    marker: p.text().unique(),
    requestedBy: p.text(),
    requestedName: p.text(),
    requestedOn: p.text(),
    requestedAt: instant(),
    state: p.text().$type<'requested' | 'running' | 'done' | 'failed' | 'unknown' | 'refused'>(),
    result: p.text().nullable(),
    sends: p.smallint().default(0),
    sent: p.json().$type<SentCall>().nullable(),
    sentAt: instant().nullable(),
    nextLookAt: instant().nullable(),
    finishedAt: instant().nullable(),
  },
});

export const AuditEntity = defineEntity({
  name: 'Audit',
  tableName: 'audit',
  properties: {
    id: bigId(),
    at: instant(),
    resolutionId: p.bigint('number').nullable(),
    issueId: p.integer().nullable(),
    action: p.text(),
    actor: p.text(),
    actorName: p.text().nullable(),
    surface: p.text(),
    side: p.text().$type<'database' | 'calcom'>().nullable(),
    appointmentId: p.text().nullable(),
    bookingUid: p.text().nullable(),
    before: p.json().nullable(),
    after: p.json().nullable(),
    detail: p.text().nullable(),
  },
});

export const PauseEntity = defineEntity({
  name: 'Pause',
  tableName: 'pause',
  properties: {
    id: p.integer().primary().autoincrement(),
    reason: p.text(),
    pausedBy: p.text(),
    pausedName: p.text(),
    pausedOn: p.text(),
    beganAt: instant(),
    until: instant().nullable(),
    endedAt: instant().nullable(),
    endedName: p.text().nullable(),
    endedOn: p.text().nullable(),
  },
});
