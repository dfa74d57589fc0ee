/** The tables of schema `calsync` as MikroORM sees them. */
import { defineEntity, p } from '@mikro-orm/core';
import type { Absence } from '../domain/pair.ts';
import type { CloseOutcome } from '../domain/ladder.ts';
import type { ErrorCode } from '../domain/judge.ts';
import type { Action } from '../domain/offers.ts';
import type { SyncStatus } from '../domain/pair-state.ts';
import type { SentCall } from '../resolve/sent-call.ts';

const instant = () => p.datetime().columnType('timestamptz');
const bigId = () => p.bigint('number').primary().autoincrement();

/** A plain table name although it may be a view: with `view: true` every write is dropped without a word. */
const AppointmentEntity = defineEntity({
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

const RunEntity = defineEntity({
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
  },
});

const IssueEntity = defineEntity({
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
  },
});

const PairEntity = defineEntity({
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

const PairHistoryEntity = defineEntity({
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
  },
});

const ResolutionEntity = defineEntity({
  name: 'Resolution',
  tableName: 'resolution',
  properties: {
    id: bigId(),
    issueId: p.integer(),
    action: p.text().$type<Action>(),
    note: p.text().nullable(),
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

const AuditEntity = defineEntity({
  name: 'Audit',
  tableName: 'audit',
  properties: {
    id: bigId(),
    at: instant(),
    resolutionId: p.bigint('number').nullable(),
    issueId: p.integer().nullable(),
    action: p.text().$type<Action>(),
    actor: p.text(),
    surface: p.text(),
    side: p.text().$type<'database' | 'calcom'>(),
    appointmentId: p.text().nullable(),
    bookingUid: p.text().nullable(),
    before: p.json().nullable(),
    after: p.json().nullable(),
  },
});

const NotificationEntity = defineEntity({
  name: 'Notification',
  tableName: 'notification',
  properties: {
    id: bigId(),
    issueId: p.integer().nullable(),
    surface: p.text(),
    reason: p.text(),
    state: p.text().$type<'due' | 'delivered' | 'superseded' | 'suppressed' | 'held' | 'failed'>(),
    detail: p.text().nullable(),
    attempts: p.integer().default(0),
    createdAt: instant(),
    dueAt: instant(),
    finishedAt: instant().nullable(),
  },
});

const CardEntity = defineEntity({
  name: 'Card',
  tableName: 'card',
  properties: {
    id: bigId(),
    issueId: p.integer(),
    surface: p.text(),
    postKey: p.text(),
    channelId: p.text().nullable(),
    messageId: p.text().nullable(),
    shownHash: p.text().nullable(),
    postedAt: instant().nullable(),
    editedAt: instant().nullable(),
  },
});

const ScheduleEntity = defineEntity({
  name: 'Schedule',
  tableName: 'schedule',
  properties: { name: p.text().primary(), lastStartedAt: instant() },
});

const LeaseEntity = defineEntity({
  name: 'Lease',
  tableName: 'lease',
  properties: { name: p.text().primary(), holder: p.text(), heldUntil: instant() },
});

/** Instants as milliseconds since the epoch: they are reckoned with in SQL. */
const RequestBudgetEntity = defineEntity({
  name: 'RequestBudget',
  tableName: 'request_budget',
  properties: { name: p.text().primary(), nextAt: p.double(), pausedUntil: p.double().default(0) },
});

export const entities = [
  AppointmentEntity,
  RunEntity,
  IssueEntity,
  PairEntity,
  PairHistoryEntity,
  ResolutionEntity,
  AuditEntity,
  NotificationEntity,
  CardEntity,
  ScheduleEntity,
  LeaseEntity,
  RequestBudgetEntity,
];
