/** The tables of telling: what is due, the messages that stand for Issues and bulletins, and what answers in their threads. */
import { defineEntity, p } from '@mikro-orm/core';
import type { BulletinFacts, BulletinKind } from '../../domain/bulletin.ts';
import { bigId, instant } from './columns.ts';

export const BulletinEntity = defineEntity({
  name: 'Bulletin',
  tableName: 'bulletin',
  properties: {
    id: p.integer().primary().autoincrement(),
    kind: p.text().$type<BulletinKind>(),
    state: p.text().$type<'open' | 'ended'>(),
    facts: p.json().$type<BulletinFacts[BulletinKind]>(),
    openedAt: instant(),
    changedAt: instant(),
    endedAt: instant().nullable(),
  },
});

export const NotificationEntity = defineEntity({
  name: 'Notification',
  tableName: 'notification',
  properties: {
    id: bigId(),
    issueId: p.integer().nullable(),
    bulletinId: p.integer().nullable(),
    replyId: p.bigint('number').nullable(),
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

export const CardEntity = defineEntity({
  name: 'Card',
  tableName: 'card',
  properties: {
    id: bigId(),
    issueId: p.integer().nullable(),
    bulletinId: p.integer().nullable(),
    surface: p.text(),
    postKey: p.text(),
    channelId: p.text().nullable(),
    messageId: p.text().nullable(),
    shownHash: p.text().nullable(),
    earlier: p.json().nullable(),
    postedAt: instant().nullable(),
    editedAt: instant().nullable(),
  },
});

export const ReplyEntity = defineEntity({
  name: 'Reply',
  tableName: 'reply',
  properties: {
    id: bigId(),
    issueId: p.integer(),
    surface: p.text(),
    cardMessageId: p.text(),
    facts: p.json(),
    postKey: p.text(),
    channelId: p.text().nullable(),
    messageId: p.text().nullable(),
    createdAt: instant(),
    postedAt: instant().nullable(),
  },
});

export const HomeEntity = defineEntity({
  name: 'Home',
  tableName: 'home',
  properties: {
    surface: p.text().primary(),
    userId: p.text().primary(),
    shownHash: p.text().nullable(),
    openedAt: instant(),
    publishedAt: instant().nullable(),
    channelId: p.text().nullable(),
    messageId: p.text().nullable(),
    trouble: p.text().nullable(),
    unwanted: p.boolean().default(false),
  },
});

export const SurfaceTroubleEntity = defineEntity({
  name: 'SurfaceTrouble',
  tableName: 'surface_trouble',
  properties: {
    surface: p.text().primary(),
    why: p.text(),
    reaches: p.text().$type<'nobody' | 'some'>(),
    since: instant(),
  },
});

/** An Issue that a surface, which came later, knows only from a summary of its own; `cardAt`: since when it has a card there. */
export const CountedEntity = defineEntity({
  name: 'Counted',
  tableName: 'counted',
  properties: {
    surface: p.text().primary(),
    issueId: p.integer().primary(),
    bulletinId: p.integer(),
    cardAt: instant().nullable(),
  },
});
