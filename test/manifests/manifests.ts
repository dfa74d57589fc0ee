/** What stands in manifests/, by file name: made from the grammar of the commands. */
import { commandDefinition } from '../../src/surfaces/discord/command-definition.ts';
import { slackAppManifest } from '../../src/surfaces/slack/app-manifest.ts';

export function manifests(): Record<string, string> {
  return {
    'slack.yaml': slackAppManifest(),
    'discord.json': `${JSON.stringify([commandDefinition()], null, 2)}\n`,
  };
}
