/** The tables of finding: the company's rows, what we remember of every Pair, Runs, and what Cal.com told us unasked. */
import { defineEntity, p } from '@mikro-orm/core';
import type { Evidence } from '../../domain/evidence.ts';
import type { ErrorCode } from '../../domain/judge.ts';
import type { CloseOutcome } from '../../domain/ladder.ts';
import type { Absence } from '../../domain/pair.ts';
import type { SyncStatus } from '../../domain/pair-state.ts';
import type { Certificate } from '../../domain/certificate.ts';
import { bigId, instant } from './columns.ts';

export const AppointmentEntity = defineEntity({
  name: 'Appointment',
  tableName: 'appointment',
  properties: {
    id: p.text().primary(),
    customerName: p.text().nullable(),
    customerEmail: p.text().nullable(),
    customerPhone: p.text().nullable(),
    service: p.text().nullable(),
    startsAt: instant(),
    endsAt: instant(),
    timeZone: p.text().nullable(),
    status: p.text(),
    eventTypeId: p.integer().nullable(),
    calcomBookingUid: p.text().nullable(),
    source: p.text().nullable(),
    createdAt: instant().nullable(),
    updatedAt: instant().nullable(),
  },
});

export const RunEntity = defineEntity({
  name: 'Run',
  tableName: 'run',
  properties: {
    id: bigId(),
    kind: p.text().$type<'full' | 'pending' | 'single'>(),
    startedAt: instant(),
    finishedAt: instant().nullable(),
    outcome: p.text().$type<'running' | 'complete' | 'partial' | 'incomplete' | 'refused'>(),
    problem: p.text().nullable(),
    windowFrom: instant(),
    windowTo: instant(),
    appointmentsRead: p.integer().default(0),
    bookingsRead: p.integer().default(0),
    apiRequests: p.integer().default(0),
    counts: p.json().$type<Record<SyncStatus, number>>().nullable(),
    certificate: p.json().$type<Certificate>().nullable(),
    scope: p.text().nullable(),
    exempt: p.boolean().default(false),
    unannounced: p.integer().default(0),
  },
});

export const IssueEntity = defineEntity({
  name: 'Issue',
  tableName: 'issue',
  properties: {
    id: p.integer().primary().autoincrement(),
    pairId: p.bigint('number').nullable(),
    state: p.text().$type<'open' | 'accepted' | 'resolved'>(),
    code: p.text().$type<ErrorCode>(),
    fields: p.text().default(''),
    keepsChanging: p.boolean().default(false),
    verdictHash: p.text(),
    factsHash: p.text(),
    appointmentId: p.text().nullable(),
    bookingUid: p.text().nullable(),
    seatUid: p.text().nullable(),
    candidateUid: p.text().nullable(),
    heldBy: p.text().nullable(),
    absence: p.text().$type<Absence>().nullable(),
    bookingStatus: p.text().nullable(),
    bookingStartsAt: instant().nullable(),
    bookingEndsAt: instant().nullable(),
    startsAt: instant(),
    openedAt: instant(),
    changedAt: instant(),
    resolvedAt: instant().nullable(),
    outcome: p.text().$type<CloseOutcome | 'accepted'>().nullable(),
    reopened: p.integer().default(0),
    announced: p.text().$type<'card' | 'summary'>().default('card'),
    summaryId: p.integer().nullable(),
    claimedBy: p.text().nullable(),
    claimedName: p.text().nullable(),
    claimedOn: p.text().nullable(),
    claimedAt: instant().nullable(),
    snoozedUntil: instant().nullable(),
    snoozedName: p.text().nullable(),
    remindedAt: instant().nullable(),
  },
});

export const PairEntity = defineEntity({
  name: 'Pair',
  tableName: 'pair',
  properties: {
    id: bigId(),
    version: p.integer().default(1),
    appointmentId: p.text().nullable(),
    bookingUid: p.text().nullable(),
    seatUid: p.text().nullable(),
    rowUid: p.text().nullable(),
    fingerprint: p.text().nullable(),
    startsAt: instant(),
    endsAt: instant(),
    status: p.text().$type<SyncStatus>(),
    ladderCode: p.text().$type<ErrorCode>().nullable(),
    ladderFields: p.text().nullable(),
    equalAttempts: p.smallint().default(0),
    troubledAttempts: p.smallint().default(0),
    attempts: p.smallint().default(0),
    nextAttemptAt: instant().nullable(),
    lastError: p.text().nullable(),
    issueId: p.integer().nullable(),
    changedAt: instant(),
  },
});

export const PairHistoryEntity = defineEntity({
  name: 'PairHistory',
  tableName: 'pair_history',
  properties: {
    id: bigId(),
    pairId: p.bigint('number'),
    runId: p.bigint('number').nullable(),
    at: instant(),
    event: p.text(),
    attempt: p.smallint().nullable(),
    code: p.text().$type<ErrorCode>().nullable(),
    fields: p.text().nullable(),
    detail: p.text().nullable(),
    evidence: p.json().$type<Evidence>().nullable(),
  },
});

export const WebhookEntity = defineEntity({
  name: 'Webhook',
  tableName: 'webhook',
  properties: {
    id: bigId(),
    digest: p.text().unique(),
    receivedAt: instant(),
    trigger: p.text(),
    bookingUid: p.text().nullable(),
    requestReschedule: p.boolean().default(false),
    heardAt: instant().nullable(),
  },
});
