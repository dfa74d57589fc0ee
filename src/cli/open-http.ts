/** Opens the HTTP endpoint of the daemon: health, and Cal.com's webhook where its secret is set. */
import type { App } from '../app.ts';
import { UserError } from '../domain/errors.ts';
import { calcomWebhook } from '../http/calcom-webhook.ts';
import { health } from '../http/health.ts';
import type { Route } from '../http/route.ts';
import { startHttp, type HttpServer } from '../http/start-http.ts';
import { webhookStore } from '../store/webhook-store.ts';
import { readStatusOf } from './status.ts';

/**
 * Undefined when the port cannot be had and no webhook is waited for: finding and telling do without.
 * Throws a UserError when one is.
 */
export async function openHttp(app: App): Promise<HttpServer | undefined> {
  const { config, log } = app;
  const { host, port } = config.http;
  const webhook = config.calcom.webhookSecret !== undefined;
  try {
    const server = await startHttp({ host, port, routes: routesOf(app), log });
    log('info', 'http listening', { host, port: server.port, webhook });
    return server;
  } catch (error) {
    if (webhook) throw unavailable(`${host}:${port}`, error);
    log('warn', 'http not available', { host, port, error });
    return undefined;
  }
}

/** Without a secret nobody could tell who sent a webhook: then there is no such address. */
function routesOf(app: App): Route[] {
  const routes = [health(async () => (await readStatusOf(app)).health)];
  const { webhookSecret: secret } = app.config.calcom;
  if (secret === undefined) return routes;
  const webhooks = webhookStore(app.database.sql);
  return [...routes, calcomWebhook({ secret, webhooks, clock: app.clock })];
}

function unavailable(address: string, cause: unknown): UserError {
  const why = cause instanceof Error ? cause.message : String(cause);
  return new UserError(
    'http_unavailable',
    `Cannot listen for Cal.com's webhooks at "${address}" (${why}). Set CALSYNC_HTTP_PORT (and CALSYNC_HTTP_HOST) to an address that is free, or leave CALCOM_WEBHOOK_SECRET empty to do without webhooks.`,
    { cause },
  );
}
