/** E-mail under the contract of all surfaces, over real SMTP. */
import { startMailServer } from '../support/mail/mail-server.ts';
import type { ReceivedMail } from '../support/mail/read-mail.ts';
import { ANN, BOB, ourMailer } from './email-fixture.ts';
import type { Adapter } from './surface-contract.ts';

type Failing = 'unavailable' | 'not_allowed' | 'rejected';

const FAULTS = {
  unavailable: { when: { at: 'mail' }, fault: { kind: 'refuse', code: 451 } },
  not_allowed: { when: { at: 'sender' }, fault: { kind: 'refuse', code: 550 } },
  rejected: { when: { at: 'mail' }, fault: { kind: 'refuse', code: 554 } },
} as const;

export const emailAdapter: Adapter = {
  name: 'e-mail',
  edits: 'never',
  finds: false,
  links: false,
  suffers: ['unavailable', 'not_allowed', 'rejected'],
  async open() {
    await using opening = new AsyncDisposableStack();
    const server = opening.use(await startMailServer());
    const mailer = opening.use(ourMailer(server));
    const parts = opening.move();
    return {
      surface: { ...mailer.surface, paceMs: 0 },
      messages: () => server.mails.map((mail) => ({ id: mail.messageId, text: textOf(mail) })),
      asked: () => server.connections,
      arrange: (mishap) => server.faults.add(FAULTS[mishap as Failing]),
      pinged: () => server.mails.flatMap(strangersOf),
      [Symbol.asyncDispose]: () => parts.disposeAsync(),
    };
  },
};

function textOf({ subject, text, html }: ReceivedMail): string {
  return [subject, text, html].join('\n');
}

/** Whom nobody meant: a copy that a customer's name has asked for, or another recipient. */
function strangersOf({ to, headers }: ReceivedMail): string[] {
  const copies = ['cc', 'bcc'].filter((name) => headers.has(name));
  return [...copies, ...to.filter((address) => address !== ANN && address !== BOB)];
}
