/** Environment variables in, one checked configuration out; the only reader of process.env. */
import { join } from 'node:path';
import { timeZone } from './config/calendar.ts';
import { readEnvFile } from './config/env-file.ts';
import { halfConfigured } from './config/half-configured.ts';
import { type MassChange } from './config/mass-change.ts';
import { misspelled } from './config/misspelled.ts';
import { expectation, isSet, readVariables, type Env, type ValuesOf } from './config/variable.ts';
import { variables } from './config/variables.ts';
import { UserError } from './domain/errors.ts';

export interface Config {
  readonly database: { kind: 'postgres'; url: string } | { kind: 'embedded'; dataDir: string };
  readonly calcom: {
    apiKey: string | undefined;
    url: string;
    /** Undefined: the key's own event types. */
    eventTypeIds: number[] | undefined;
    listMode: 'offset' | 'cursor';
    requestsPerMinute: number;
    webhookSecret: string | undefined;
  };
  readonly slack: SlackConfig | undefined;
  readonly discord: DiscordConfig | undefined;
  readonly email: { smtpUrl: string; from: string; to: string[] } | undefined;
  readonly timeZone: string;
  readonly locale: string;
  /** Cron expressions, in `timeZone`. */
  readonly schedule: { pending: string; daily: string; near: string; digest: string | undefined };
  readonly verification: {
    retryLadderMs: number[];
    rebookGraceMs: number;
    massChange: MassChange;
    windowPastDays: number;
    windowFutureDays: number;
    timeToleranceMs: number;
  };
  /** Service → event type id; ask it with Object.hasOwn, as services have any name. */
  readonly eventTypeMap: Record<string, number>;
  /** A link in which `{id}` stands for the appointment. */
  readonly appointmentUrl: string | undefined;
  readonly retentionDays: number;
  readonly heartbeatUrl: string | undefined;
  readonly http: { host: string; port: number };
  readonly logLevel: 'trace' | 'debug' | 'info' | 'warn' | 'error' | 'fatal' | 'silent';
}

interface SlackConfig {
  botToken: string;
  appToken: string;
  channelId: string;
  adminIds: string[];
  apiUrl: string | undefined;
}

interface DiscordConfig {
  token: string;
  guildId: string;
  channelId: string;
  adminRoleIds: string[];
  apiUrl: string | undefined;
}

type Values = ValuesOf<typeof variables>;

/** Everything that is wrong with the configuration, one line each, without secrets. */
export class ConfigError extends UserError {
  readonly problems: readonly string[];

  constructor(problems: readonly string[]) {
    const lines = problems.map((problem) => `\n- ${problem}`).join('');
    super(
      'bad_configuration',
      `Cannot use this configuration (.env.example explains every variable):${lines}`,
    );
    this.name = 'ConfigError';
    this.problems = problems;
  }
}

/** The variables of the process, and beneath them those of `.env` in `cwd`. */
export function loadEnv(cwd = process.cwd()): Record<string, string | undefined> {
  const file = readEnvFile(join(cwd, '.env'));
  if ('problem' in file) throw new ConfigError([file.problem]);
  return { ...file.values, ...process.env };
}

/** Throws one ConfigError that names all problems. */
export function readConfig(
  env: Record<string, string | undefined>,
  machine: { timeZone: string } = thisMachine(),
): Config {
  const names = Object.values(variables).map(({ name }) => name);
  const { values, problems } = readVariables(variables, env);
  const all = [...misspelled(env, names), ...problems, ...halfConfigured(env), ...zoneless(env, machine)];
  if (all.length > 0) throw new ConfigError(all);
  return configFrom(values, values.timeZone ?? machine.timeZone);
}

/** The key of Cal.com, which only some commands need. */
export function requireCalcomKey(config: Pick<Config, 'calcom'>): string {
  if (config.calcom.apiKey) return config.calcom.apiKey;
  throw new UserError(
    'calcom_key_missing',
    'Cannot ask Cal.com without a key: create one in Cal.com under Settings > Developer > API keys, then set CALCOM_API_KEY to it.',
  );
}

function thisMachine(): { timeZone: string } {
  // Undefined, whatever its type says, when TZ names no zone.
  return { timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone ?? '' };
}

function zoneless(env: Env, machine: { timeZone: string }): string[] {
  if (isSet(variables.timeZone, env) || 'value' in timeZone.read(machine.timeZone, env)) return [];
  return [
    `CALSYNC_TIME_ZONE is not set, and the machine has no usable time zone: ${expectation(variables.timeZone)}`,
  ];
}

function configFrom(values: Values, zone: string): Config {
  return {
    database: databaseFrom(values),
    calcom: calcomFrom(values),
    slack: slackFrom(values),
    discord: discordFrom(values),
    email: emailFrom(values),
    timeZone: zone,
    locale: values.locale,
    schedule: {
      pending: values.pendingCron,
      daily: values.dailyCron,
      near: values.nearCron,
      digest: values.digestCron,
    },
    verification: verificationFrom(values),
    eventTypeMap: values.eventTypeMap ?? {},
    appointmentUrl: values.appointmentUrl,
    retentionDays: values.retentionDays,
    heartbeatUrl: values.heartbeatUrl,
    http: { host: values.httpHost, port: values.httpPort },
    logLevel: values.logLevel,
  };
}

function databaseFrom({ databaseUrl: url, dataDir }: Values): Config['database'] {
  return url === undefined ? { kind: 'embedded', dataDir } : { kind: 'postgres', url };
}

function calcomFrom(values: Values): Config['calcom'] {
  return {
    apiKey: values.calcomApiKey,
    url: values.calcomApiUrl,
    eventTypeIds: values.eventTypeIds,
    listMode: values.listMode,
    requestsPerMinute: values.requestsPerMinute,
    webhookSecret: values.webhookSecret,
  };
}

function slackFrom(values: Values): Config['slack'] {
  const { slackBotToken: botToken, slackAppToken: appToken, slackChannelId: channelId } = values;
  if (!botToken || !appToken || !channelId) return undefined;
  return { botToken, appToken, channelId, adminIds: values.slackAdminIds ?? [], apiUrl: values.slackApiUrl };
}

function discordFrom(values: Values): Config['discord'] {
  const { discordToken: token, discordGuildId: guildId, discordChannelId: channelId } = values;
  if (!token || !guildId || !channelId) return undefined;
  return {
    token,
    guildId,
    channelId,
    adminRoleIds: values.discordAdminRoleIds ?? [],
    apiUrl: values.discordApiUrl,
  };
}

function emailFrom({ smtpUrl, emailFrom: from, emailTo: to }: Values): Config['email'] {
  return smtpUrl && from && to ? { smtpUrl, from, to } : undefined;
}

function verificationFrom(values: Values): Config['verification'] {
  return {
    retryLadderMs: values.retryLadder,
    rebookGraceMs: values.rebookGrace,
    massChange: values.massChange,
    windowPastDays: values.windowPastDays,
    windowFutureDays: values.windowFutureDays,
    timeToleranceMs: values.timeToleranceSeconds * 1000,
  };
}
