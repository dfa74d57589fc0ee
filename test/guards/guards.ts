/** The guards of finding and telling: each is there because its removal would make calsync say or do something untrue. */
import { bulletinGuards } from './bulletin-guards.ts';
import { emailGuards } from './email-guards.ts';
import { evidenceGuards } from './evidence-guards.ts';
import type { Guard } from './guard.ts';
import { honestyGuards } from './honesty-guards.ts';
import { issueGuards } from './issue-guards.ts';
import { ladderGuards } from './ladder-guards.ts';
import { listingGuards } from './listing-guards.ts';
import { massChangeGuards } from './mass-change-guards.ts';
import { memoryGuards } from './memory-guards.ts';
import { pairingGuards } from './pairing-guards.ts';
import { runtimeGuards } from './runtime-guards.ts';
import { webhookGuards } from './webhook-guards.ts';

export const GUARDS: readonly Guard[] = [
  ...listingGuards,
  ...honestyGuards,
  ...massChangeGuards,
  ...ladderGuards,
  ...issueGuards,
  ...memoryGuards,
  ...bulletinGuards,
  ...webhookGuards,
  ...runtimeGuards,
  ...pairingGuards,
  ...evidenceGuards,
  ...emailGuards,
];
