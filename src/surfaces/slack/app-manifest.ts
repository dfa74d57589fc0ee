/** The Slack app as Slack's "create from manifest" takes it, from the same grammar as the commands. */
import { COMMANDS, type CommandSpec } from '../../domain/grammar.ts';

/** What the bot may do, and why: no more than this. */
export const BOT_SCOPES: readonly { scope: string; why: string }[] = [
  { scope: 'chat:write', why: 'post cards, change them, and answer in private' },
  { scope: 'commands', why: 'the command /calsync' },
  { scope: 'channels:history', why: 'find a card again whose sending was cut off' },
  { scope: 'groups:history', why: 'the same in a private channel' },
  { scope: 'files:write', why: 'show the trend as a picture where Slack draws no charts' },
  { scope: 'users:read', why: 'say by name who did what' },
  { scope: 'usergroups:read', why: 'know who belongs to a user group in SLACK_ADMIN_IDS' },
];

/** Slack's limit for a usage hint is not documented; longer ones are cut on phones. */
const HINT_LENGTH = 100;

/** YAML. */
export function slackAppManifest(): string {
  return `# Made by "npm run manifests". Slack: api.slack.com/apps, Create New App, From a manifest.
display_information:
  name: calsync
  description: Finds every place where your appointments and your Cal.com bookings disagree.
  background_color: "#1f4e79"
features:
  app_home:
    home_tab_enabled: true
    messages_tab_enabled: false
  bot_user:
    display_name: calsync
    always_online: true
  slash_commands:
    - command: /calsync
      description: Compare appointments with Cal.com, and put them right
      usage_hint: "${usageHint()}"
      should_escape: false
oauth_config:
  scopes:
    bot:
${BOT_SCOPES.map(({ scope, why }) => `      - ${scope} # ${why}`).join('\n')}
settings:
  event_subscriptions:
    bot_events:
      - app_home_opened # show the dashboard to whoever opens it
  interactivity:
    is_enabled: true
  org_deploy_enabled: false
  socket_mode_enabled: true
  token_rotation_enabled: false
`;
}

function usageHint(): string {
  const specs: readonly CommandSpec[] = COMMANDS;
  const names = specs.filter(({ terminalOnly }) => !terminalOnly).map(({ name }) => name);
  return names.join(' | ').slice(0, HINT_LENGTH);
}
