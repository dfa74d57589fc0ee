/** Sends cards as e-mails: one thread for each thing, and nothing that was sent is changed. */
import type { Card } from '../../domain/card.ts';
import type { Sent, Surface } from '../../notify/surface.ts';
import { mailAddress, messageIdOf } from './addresses.ts';
import { missedInWords, toSurfaceError } from './mail-errors.ts';
import { renderCard } from './render-card.ts';
import type { EmailConfig, MailTransport } from './transport.ts';

const PACE_MS = 500;
/** Nobody's absence is answered to us. https://www.rfc-editor.org/rfc/rfc3834 */
const HEADERS = { 'Auto-Submitted': 'auto-generated', 'X-Auto-Response-Suppress': 'All' };

/** A message's id is its Message-ID, its channel the subject of its thread: some readers thread by both. */
export function emailSurface(transport: MailTransport, config: Omit<EmailConfig, 'smtpUrl'>): Surface {
  const from = mailAddress(config.from);
  const to = config.to.map(mailAddress);
  async function send(card: Card, mail: MailParts): Promise<Sent> {
    const { subject, text, html } = renderCard(card);
    const thread = mail.under?.channelId ?? subject;
    const messageId = messageIdOf(mail.key, from);
    const answer = mail.under && { inReplyTo: mail.under.messageId, references: [mail.under.messageId] };
    const head = { from, to, messageId, subject: mail.under ? `Re: ${thread}` : subject, headers: HEADERS };
    try {
      const info = await transport.sendMail({ ...head, ...answer, text, html, signal: mail.signal });
      const missed = missedInWords(info.rejectedErrors);
      return { channelId: thread, messageId, ...(missed !== undefined && { missed }) };
    } catch (error) {
      throw toSurfaceError(error);
    }
  }
  return {
    name: 'email',
    channelId: 'email',
    paceMs: PACE_MS,
    edit: null,
    post: (card, key, signal) => send(card, { key, signal }),
    reply: (under, card, { key, signal }) => send(card, { key, signal, under }),
    /** Nobody can look into mailboxes: what is sent once more has the same Message-ID. */
    find: () => Promise.resolve(undefined),
    link: () => Promise.resolve(undefined),
  };
}

interface MailParts {
  readonly key: string;
  readonly signal: AbortSignal;
  /** The first e-mail of its thread. */
  readonly under?: { readonly channelId: string; readonly messageId: string };
}
