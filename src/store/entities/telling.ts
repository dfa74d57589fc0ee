/** The tables of telling: what is due, and the message that stands for each Issue and each bulletin. */
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
    postedAt: instant().nullable(),
    editedAt: instant().nullable(),
  },
});
