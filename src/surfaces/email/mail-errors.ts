/** The mail server's refusals in our words, translated once, at the edge. */
import { maskEmail } from '../../domain/masking.ts';
import { SurfaceError, type SurfaceProblem } from '../../notify/surface.ts';

/** As nodemailer tells it. */
interface MailFailure extends Error {
  readonly code?: unknown;
  readonly responseCode?: number | undefined;
  /** `AUTH PLAIN`, `MAIL FROM`, `RCPT TO`, `DATA`, `STARTTLS`, `CONN`. */
  readonly command?: string | undefined;
  readonly recipient?: string | undefined;
}

type Meaning = readonly [SurfaceProblem, string];

const NOT_SAFE: Meaning = [
  'not_allowed',
  'The connection to the mail server cannot be made safe: its certificate is not valid, or SMTP_URL names the wrong protocol or port',
];
const NO_TLS: Meaning = [
  'not_allowed',
  'The mail server offers no TLS, and without it no password is sent: see host and port in SMTP_URL',
];

/** Anything that is no answer of the server and no trouble on the way to it is a bug, and comes back as it is. */
export function toSurfaceError(error: unknown): unknown {
  if (error instanceof SurfaceError || !(error instanceof Error)) return error;
  const failure: MailFailure = error;
  const meaning = meaningOf(failure);
  if (!meaning) return error;
  const [problem, text] = meaning;
  const code = failure.responseCode ? ` (${failure.responseCode})` : '';
  return new SurfaceError(`${text}${code}`, { problem, cause: error });
}

/** Recipients that were refused while the others were taken; undefined for none. */
export function missedInWords(rejections: readonly MailFailure[] = []): string | undefined {
  if (rejections.length === 0) return undefined;
  const refused = rejections.map(({ recipient = '', responseCode }) => {
    const code = responseCode ? ` (${responseCode})` : '';
    return `${maskEmail(recipient)}${code}`;
  });
  return `The mail server does not take ${refused.toSorted().join(', ')}`;
}

function meaningOf(failure: MailFailure): Meaning | undefined {
  const { code, message, responseCode = 0, command } = failure;
  if (failure.name === 'AbortError') return ['unavailable', 'It was cut short'];
  if (typeof code !== 'string' || /^ERR_(?!TLS|SSL)/.test(code)) return undefined;
  if (command === 'STARTTLS' && responseCode >= 500) return NO_TLS;
  if (/certificate|altname|wrong version number|packet length too long/i.test(message)) return NOT_SAFE;
  if (responseCode >= 400 && responseCode < 500)
    return ['unavailable', 'The mail server asks to try again later'];
  if (code === 'EAUTH' || code === 'ENOAUTH')
    return ['not_allowed', 'The mail server does not accept the user and password of SMTP_URL'];
  if (responseCode === 530)
    return ['not_allowed', 'The mail server wants a user and password, or TLS: see SMTP_URL'];
  if (code === 'EENVELOPE' && command !== 'DATA') return refusedEnvelope(command);
  if (code === 'EENVELOPE' || code === 'EMESSAGE')
    return ['rejected', 'The mail server does not take this e-mail'];
  if (responseCode >= 500) return ['unavailable', 'The mail server does not serve us'];
  return ['unavailable', whyUnreachable(code, message)];
}

function refusedEnvelope(command: string | undefined): Meaning {
  return command === 'MAIL FROM'
    ? ['not_allowed', 'The mail server does not take e-mails from the address in EMAIL_FROM']
    : ['not_allowed', 'The mail server takes e-mails for none of the addresses in EMAIL_TO'];
}

function whyUnreachable(code: string, message: string): string {
  if (code === 'EDNS' || /ENOTFOUND|EAI_AGAIN/.test(message))
    return 'The mail server cannot be found: see the host in SMTP_URL';
  if (code === 'ETIMEDOUT') return 'The mail server did not answer in time';
  return 'The mail server cannot be reached, or has cut the connection';
}
