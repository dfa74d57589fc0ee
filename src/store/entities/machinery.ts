/** The tables of the machinery: schedules, leases, the request budget and the circuit breaker. */
import { defineEntity, p } from '@mikro-orm/core';
import { instant } from './columns.ts';

export const ScheduleEntity = defineEntity({
  name: 'Schedule',
  tableName: 'schedule',
  properties: { name: p.text().primary(), lastStartedAt: instant() },
});

export const LeaseEntity = defineEntity({
  name: 'Lease',
  tableName: 'lease',
  properties: { name: p.text().primary(), holder: p.text(), heldUntil: instant() },
});

export const RequestBudgetEntity = defineEntity({
  name: 'RequestBudget',
  tableName: 'request_budget',
  properties: { name: p.text().primary(), nextAt: p.double(), pausedUntil: p.double().default(0) },
});

export const CircuitEntity = defineEntity({
  name: 'Circuit',
  tableName: 'circuit',
  properties: { name: p.text().primary(), state: p.json(), changedAt: instant() },
});
