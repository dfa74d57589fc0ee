/** `calsync start`: the daemon. Finds on schedule, tells, repairs and answers, and stops cleanly. */
import { requireCalcomKey } from '../config.ts';
import { frontDesk } from '../surfaces/front-desk.ts';
import { terminalSurface } from '../surfaces/terminal/terminal-surface.ts';
import { configOf, openAppFor, styleOf, type CommandContext, type ExitCode } from './command-context.ts';
import { deskPorts } from './desk-ports.ts';
import { openChats } from './open-chats.ts';
import { openHttp } from './open-http.ts';
import { runLoops } from './run-loops.ts';

/** What is under way when the process is told to stop may end by itself for so long; then it is cut short. */
const GRACE_MS = 6_000;

export async function start(context: CommandContext): Promise<ExitCode> {
  const { signal, stdout } = context;
  const config = configOf();
  requireCalcomKey(config);
  await using app = await openAppFor(context, config);
  await using parts = new AsyncDisposableStack();
  parts.use(await openHttp(app));
  await using chats = await openChats(app, frontDesk(deskPorts(app, signal)));
  app.log('info', 'calsync started', {
    database: app.database.kind,
    timeZone: config.timeZone,
    surfaces: app.surfaces,
  });
  const terminal = terminalSurface({ write: (text) => stdout.write(text), style: styleOf(stdout) });
  const surfaces = chats.surfaces.length > 0 ? chats.surfaces : [terminal];
  await runLoops(app, { surfaces, homes: chats.homes, stop: signal, cut: afterGrace(signal) });
  app.log('info', 'calsync stopped');
  return 0;
}

/** Aborted a while after the process was told to stop. */
function afterGrace(signal: AbortSignal): AbortSignal {
  const cut = new AbortController();
  const begin = () => setTimeout(() => cut.abort(signal.reason), GRACE_MS).unref();
  signal.addEventListener('abort', begin, { once: true });
  return cut.signal;
}
