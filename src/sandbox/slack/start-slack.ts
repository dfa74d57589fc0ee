/** A stand-in for Slack that speaks real HTTP and websockets on this machine, by the rules of the hosted one. */
import { type Clock, systemClock } from '../../runtime/clock.ts';
import { ALL_SCOPES } from './methods.ts';
import type { Api } from './answer-call.ts';
import { createFaults, type Faults } from './faults.ts';
import { createHuman, type Human } from './human.ts';
import { type HttpServer, openHttpServer } from './http-server.ts';
import type { Json } from './json.ts';
import type { RecordedRequest } from './recorded-request.ts';
import { type Desk, serveRequest } from './serve-request.ts';
import { type DisconnectReason, SocketHub } from './socket-hub.ts';
import type { Rules, Workspace } from './workspace.ts';
import { createWorkspace } from './create-workspace.ts';
import { createWorld, type SlackWorld } from './slack-world.ts';

export interface SlackSandboxOptions extends Partial<Rules> {
  clock?: Clock;
  /** Left out, any free port. */
  port?: number;
  botToken?: string;
  appToken?: string;
  teamId?: string;
  /** Of the bot's token; left out, all. */
  scopes?: readonly string[];
  /** After how many milliseconds of its clock a person sees that the operation timed out; Slack's 3 s. */
  ackWithinMs?: number;
}

export interface SlackSandbox extends AsyncDisposable, SlackWorld {
  /** The base of the Web API, up to and including /api/. */
  readonly url: string;
  readonly botToken: string;
  readonly appToken: string;
  readonly teamId: string;
  readonly botUserId: string;
  /** Oldest first. */
  readonly requests: RecordedRequest[];
  readonly faults: Faults;
  /** How many websockets are open. */
  readonly connections: number;
  /** Everything is refused and every socket breaks off, until it comes back on the same port. */
  goDown(): Promise<void>;
  comeBack(): Promise<void>;
  /** `warning` and `refresh_requested` ask the app to connect anew; `abrupt` cuts. */
  disconnectSockets(reason?: DisconnectReason): void;
  /** The next acknowledgements get lost, so their envelopes are delivered again. */
  loseAcks(count?: number): void;
  /** Somebody changes what the app is told from now on, as Slack itself never would. */
  tamper(change: (payload: Json) => Json): void;
  /** Each call with the bot's token is answered token_revoked. */
  revokeToken(): void;
  /** Somebody reinstalls the app without it. */
  withdrawScope(scope: string): void;
  /** A person at the keyboard. */
  as(userId: string): Human;
}

const DEFAULTS = {
  clock: systemClock,
  botToken: 'xoxb-sandbox',
  appToken: 'xapp-sandbox',
  teamId: 'T0SALON',
  scopes: ALL_SCOPES,
  ackWithinMs: 3_000,
  pace: false,
  editWindowMs: Number.POSITIVE_INFINITY,
};

export async function startSlack(options: SlackSandboxOptions = {}): Promise<SlackSandbox> {
  const settings = { ...DEFAULTS, ...options };
  const { clock, teamId, pace, editWindowMs } = settings;
  const workspace = createWorkspace({ clock, teamId, rules: { pace, editWindowMs } });
  const hub = new SocketHub(clock, settings.ackWithinMs);
  const api: Api = { ...settings, workspace, revoked: false, newSocketUrl: () => socketUrl(workspace, hub) };
  const closing = new AbortController();
  const desk: Desk = {
    api,
    faults: createFaults(),
    requests: [],
    dropSockets: () => hub.disconnect('abrupt'),
    closing: closing.signal,
  };
  const answer: Parameters<typeof openHttpServer>[0] = (message, response) =>
    void serveRequest(desk, message, response);
  const http = await openHttpServer(answer, hub, options.port ?? 0);
  workspace.origin = `http://127.0.0.1:${http.port}`;
  return assemble({ desk, hub, http, closing });
}

interface Parts {
  desk: Desk;
  hub: SocketHub;
  http: HttpServer;
  closing: AbortController;
}

function assemble({ desk, hub, http, closing }: Parts): SlackSandbox {
  const { api, faults, requests } = desk;
  const { workspace, botToken, appToken } = api;
  return {
    url: `${workspace.origin}/api/`,
    botToken,
    appToken,
    teamId: workspace.teamId,
    botUserId: workspace.botUserId,
    requests,
    faults,
    get connections() {
      return hub.size;
    },
    ...createWorld(workspace),
    goDown: () => http.close(),
    comeBack: () => http.open(),
    disconnectSockets: (reason = 'abrupt') => hub.disconnect(reason),
    loseAcks: (count = 1) => hub.loseAcks(count),
    tamper: (change) => hub.tamper(change),
    revokeToken: () => void (api.revoked = true),
    withdrawScope: (scope) => void (api.scopes = api.scopes.filter((held) => held !== scope)),
    as(userId) {
      if (!workspace.users.has(userId)) throw new Error(`Cannot find the user "${userId}"`);
      return createHuman({ workspace, hub, userId });
    },
    async [Symbol.asyncDispose]() {
      closing.abort(new Error('The stand-in Slack was closed'));
      await http.close();
      hub.close();
    },
  };
}

function socketUrl({ origin, appId }: Workspace, hub: SocketHub): string {
  return `${origin.replace('http', 'ws')}/link/?ticket=${hub.newTicket()}&app_id=${appId}`;
}
