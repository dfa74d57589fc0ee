/** A salon whose people read e-mail, in virtual time. */
import { readHealthOf } from '../../../src/cli/health.ts';
import { composeHealth } from '../../../src/query/health.ts';
import { watchStore } from '../../../src/store/watch-store.ts';
import { openEmail } from '../../../src/surfaces/email/open-email.ts';
import { renderCard } from '../../../src/surfaces/terminal/render-card.ts';
import { openSalon, type Salon } from '../salon.ts';
import { deliver } from '../telling-salon.ts';
import { startMailServer, type MailServer, type MailServerOptions } from './mail-server.ts';

export const ANN = 'ann@salon.example';
export const BOB = 'bob@salon.example';

export interface MailSalon extends Salon {
  readonly server: MailServer;
  readonly logged: { readonly level: string; readonly message: string; readonly fields: object }[];
  /** Sends what is due, until nothing is due any more or so long. */
  tell(forMs?: number): Promise<void>;
  /** What only the time changes is looked at; then all is told. */
  watch(): Promise<void>;
  /** As `calsync health` prints it. */
  health(): Promise<string>;
  /** How each notice that was not simply delivered ended. */
  untold(): Promise<string[]>;
}

export interface MailSalonOptions extends MailServerOptions {
  readonly settings?: Readonly<Record<string, string>>;
}

export async function openMailSalon(
  databaseUrl: string,
  { settings, ...options }: MailSalonOptions = {},
): Promise<MailSalon> {
  await using opening = new AsyncDisposableStack();
  const server = opening.use(await startMailServer(options));
  const mailing = { SMTP_URL: server.url, EMAIL_FROM: 'calsync@salon.example', EMAIL_TO: `${ANN},${BOB}` };
  const salon = opening.use(await openSalon(databaseUrl, { ...mailing, ...settings }));
  const logged: MailSalon['logged'] = [];
  const log: Salon['app']['log'] = (level, message, fields = {}) =>
    void logged.push({ level, message, fields });
  const app = { ...salon.app, log };
  const { email } = app.config;
  if (!email) throw new Error('Cannot mail without a server');
  const { surface } = opening.use(openEmail(email));
  const tell = (forMs = Infinity) => deliver({ ...salon, app }, { surface, forMs });
  let since = salon.clock.now();
  const parts = opening.move();
  return {
    ...salon,
    app,
    server,
    logged,
    tell,
    async watch() {
      const now = salon.clock.now();
      await watchStore(app.database, app.surfaces).look(since, now);
      since = now;
      await tell();
    },
    async health() {
      const card = composeHealth(await readHealthOf(app), app.policy, app.config);
      return renderCard(card, { rich: false, width: 100 });
    },
    untold: () => untoldBy(salon),
    [Symbol.asyncDispose]: () => parts.disposeAsync(),
  };
}

async function untoldBy({ sql }: Salon): Promise<string[]> {
  const notices = await sql<{ reason: string; state: string; detail: string | null }>(
    `select reason, state, detail from calsync.notification where state not in ('delivered', 'superseded') order by id`,
  );
  return notices.map(({ reason, state, detail }) => `${reason}: ${state}, ${detail}`);
}
