import { expectation, isSet, type Env, type Variable } from './variable.ts';
import { variables } from './variables.ts';

const SURFACES: Record<string, readonly Variable<unknown>[]> = {
  Slack: [variables.slackBotToken, variables.slackAppToken, variables.slackChannelId],
  Discord: [variables.discordToken, variables.discordGuildId, variables.discordChannelId],
  'e-mail': [variables.smtpUrl, variables.emailFrom, variables.emailTo],
};

/** One line for each variable that is missing on a surface of which another is set. */
export function halfConfigured(env: Env): string[] {
  return Object.entries(SURFACES).flatMap(([surface, needed]) => {
    const given = needed.filter((variable) => isSet(variable, env));
    if (given.length === 0) return [];
    const names = given.map(({ name }) => name).join(' and ');
    return needed
      .filter((variable) => !given.includes(variable))
      .map(
        (missing) =>
          `${missing.name} is not set: ${expectation(missing)} (or unset ${names} to go without ${surface})`,
      );
  });
}
