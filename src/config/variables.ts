/** Every environment variable of calsync: its name, its default or an example, and its kind of value. */
import * as address from './addresses.ts';
import { cron, locale, timeZone } from './calendar.ts';
import { duration, retryLadder } from './durations.ts';
import { eventTypeMap } from './event-type-map.ts';
import { listOf, oneOf, secret, wholeNumber } from './kinds.ts';
import { massChange } from './mass-change.ts';
import { apiUrl, linkTemplate, postgresUrl, smtpUrl, webUrl } from './urls.ts';
import { optional, standard, standardOrOff } from './variable.ts';

const logLevel = oneOf('trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent');
const eventTypeIds = listOf(wholeNumber(1, 2_147_483_647));

export const variables = {
  databaseUrl: optional('DATABASE_URL', 'postgres://user:password@host:5432/name', secret(postgresUrl)),
  dataDir: standard('CALSYNC_DATA_DIR', '.calsync', address.folder),

  calcomApiKey: optional('CALCOM_API_KEY', 'cal_live_…', address.token),
  calcomApiUrl: standard('CALCOM_API_URL', 'https://api.cal.com/v2', apiUrl),
  eventTypeIds: optional('CALCOM_EVENT_TYPE_IDS', '123,456', eventTypeIds),
  listMode: standard('CALCOM_LIST_MODE', 'offset', oneOf('offset', 'cursor')),
  requestsPerMinute: standard('CALCOM_REQUESTS_PER_MINUTE', '90', wholeNumber(1, 1000)),
  webhookSecret: optional('CALCOM_WEBHOOK_SECRET', 'a-long-random-text', address.passphrase),

  slackBotToken: optional('SLACK_BOT_TOKEN', 'xoxb-1-2-abc', address.slackBotToken),
  slackAppToken: optional('SLACK_APP_TOKEN', 'xapp-1-A2-3-abc', address.slackAppToken),
  slackChannelId: optional('SLACK_CHANNEL_ID', 'C0123456789', address.slackChannelId),
  slackAdminIds: optional('SLACK_ADMIN_IDS', 'U0123456789,S0123456789', listOf(address.slackAdminId)),
  slackApiUrl: optional('SLACK_API_URL', 'https://slack.com/api', apiUrl),

  discordToken: optional('DISCORD_TOKEN', 'MTIz….abcdef.xyz…', address.discordToken),
  discordGuildId: optional('DISCORD_GUILD_ID', '123456789012345678', address.snowflake),
  discordChannelId: optional('DISCORD_CHANNEL_ID', '123456789012345678', address.snowflake),
  discordAdminRoleIds: optional('DISCORD_ADMIN_ROLE_IDS', '123456789012345678', listOf(address.snowflake)),
  discordApiUrl: optional('DISCORD_API_URL', 'https://discord.com/api', apiUrl),

  smtpUrl: optional('SMTP_URL', 'smtps://user:password@mail.example.com', secret(smtpUrl)),
  emailFrom: optional('EMAIL_FROM', 'calsync@example.com', address.mailAddress),
  emailTo: optional('EMAIL_TO', 'ann@example.com,bob@example.com', listOf(address.mailAddress, /[,;]/)),

  timeZone: optional('CALSYNC_TIME_ZONE', 'Europe/Berlin', timeZone),
  locale: standard('CALSYNC_LOCALE', 'en-GB', locale),
  pendingCron: standard('CALSYNC_PENDING_CRON', '0 */6 * * *', cron),
  dailyCron: standard('CALSYNC_DAILY_CRON', '0 0 * * *', cron),
  nearCron: standard('CALSYNC_NEAR_CRON', '*/15 * * * *', cron),
  digestCron: standardOrOff('CALSYNC_DIGEST_CRON', '0 9 * * *', cron),

  retryLadder: standard('CALSYNC_RETRY_LADDER', '0,1m,5m', retryLadder('7d')),
  rebookGrace: standard('CALSYNC_REBOOK_GRACE', '24h', duration('365d')),
  massChange: standard('CALSYNC_MASS_CHANGE', '20,10%', massChange),
  windowPastDays: standard('CALSYNC_WINDOW_PAST_DAYS', '7', wholeNumber(0, 3650)),
  windowFutureDays: standard('CALSYNC_WINDOW_FUTURE_DAYS', '90', wholeNumber(1, 3650)),
  timeToleranceSeconds: standard('CALSYNC_TIME_TOLERANCE_SECONDS', '60', wholeNumber(0, 3600)),

  eventTypeMap: optional('CALSYNC_EVENT_TYPE_MAP', 'Haircut=123,Beard=456', eventTypeMap),
  appointmentUrl: optional(
    'CALSYNC_APPOINTMENT_URL',
    'https://crm.example.com/appointments/{id}',
    linkTemplate,
  ),
  retentionDays: standard('CALSYNC_RETENTION_DAYS', '400', wholeNumber(1, 3650)),
  heartbeatUrl: optional('CALSYNC_HEARTBEAT_URL', 'https://hc-ping.com/your-uuid', secret(webUrl)),
  httpHost: standard('CALSYNC_HTTP_HOST', '127.0.0.1', address.host),
  httpPort: standard('CALSYNC_HTTP_PORT', '8080', wholeNumber(0, 65_535)),
  logLevel: standard('CALSYNC_LOG_LEVEL', 'info', logLevel),
};
