/** Customers of a simulated company. */
import type { Random } from '../support/known-truth/random.ts';

export interface Person {
  readonly name: string;
  readonly email: string;
  /** In the form that Cal.com keeps. */
  readonly phone: string;
}

/** Someone whom no other call answers, as far as a billion people allow. */
export function aPerson(random: Random): Person {
  const serial = String(random.below(1e9)).padStart(9, '0');
  return { name: `Customer ${serial}`, email: `customer-${serial}@example.com`, phone: `+49170${serial}` };
}

export function inAnyCase(random: Random, email: string): string {
  return random.pick([email, email.toUpperCase(), email.replace('customer', 'Customer')]);
}

export function punctuated(random: Random, phone: string): string {
  return random.pick([
    phone,
    phone.slice(1),
    phone.replace('+49170', '+49 (170) '),
    `${phone.slice(0, 6)}-${phone.slice(6)}`,
  ]);
}
