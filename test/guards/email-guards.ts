/** What was mailed stays as it is: nothing doubled, nothing said too often, no password in the clear. */
import type { Guard } from './guard.ts';

const FLOW = 'test/flow/email.test.ts';
const FAILURES = 'test/flow/email-failures.test.ts';
const SURFACE = 'test/contract/email-surface.test.ts';
const TRANSPORT = 'src/surfaces/email/transport.ts';

export const emailGuards: readonly Guard[] = [
  {
    name: 'an e-mail that is sent once more has the same Message-ID',
    file: 'src/surfaces/email/email-surface.ts',
    find: 'const messageId = messageIdOf(mail.key, from);',
    replace: 'const messageId = messageIdOf(`${mail.key}${Math.random()}`, from);',
    test: SURFACE,
    title:
      'an e-mail whose answer was lost has the same id when it is sent once more, and is sent by nobody else',
  },
  {
    name: 'the library sends nothing again',
    file: TRANSPORT,
    find: 'maxRequeues: 0,',
    replace: 'maxRequeues: 5,',
    test: SURFACE,
    title: 'a server that hangs up is not called a second time by itself',
  },
  {
    name: 'no password goes over a network in the clear',
    file: TRANSPORT,
    find: "requireTLS: !secure && user !== '' && !isThisMachine(host),",
    replace: 'requireTLS: false,',
    test: 'test/unit/surfaces/email/transport.test.ts',
    title: 'with a password is never used over a network without TLS',
  },
  {
    name: 'what a customer is called is escaped',
    file: 'src/surfaces/email/html.ts',
    find: '(sign) => ENTITIES[sign] ?? sign',
    replace: '(sign) => sign',
    test: SURFACE,
    title: 'what a customer is called changes neither the headers nor the HTML',
  },
  {
    name: 'an Issue is at most two e-mails an hour',
    file: 'src/notify/is-held-back.ts',
    find: 'untold?.told === true && surface.edit !== null',
    replace: 'untold?.told === true',
    test: FLOW,
    title: 'that turns twenty times within the hour is two e-mails, and a later one tells how it stands',
  },
  {
    name: 'what stands in the e-mail of a turn is not said once more as a reply',
    file: 'src/notify/tell-reply.ts',
    find: 'if (surface.edit === null && TURNS.has(standing.kind))',
    replace: 'if (false)',
    test: FLOW,
    title: 'is an e-mail when it opens, when it closes and when it opens again, in one thread',
  },
  {
    name: 'the end of what may have arrived is told',
    file: 'src/notify/decide.ts',
    find: 'if (begun) return',
    replace: 'if (false) return',
    test: FAILURES,
    title: 'is told the end of what may have arrived, since nobody can look',
  },
  {
    name: 'a recipient who is refused is said',
    file: 'src/notify/deliver.ts',
    find: 'if (missed !== undefined)',
    replace: 'if (false)',
    test: FAILURES,
    title: 'is said once, to the others and in "health", until it is mended',
  },
  {
    name: 'a chat that has failed keeps no e-mail waiting',
    file: 'src/store/card-store.ts',
    find: "state = 'due' and detail is null",
    replace: "state = 'due'",
    test: 'test/flow/email-links.test.ts',
    title: 'does not wait for a chat that has failed already',
  },
];
