/** Who the bot is, and in which workspace; asked once. */
import { type webApi } from '@slack/bolt';

export interface Identity {
  readonly teamId: string;
  readonly botUserId: string;
  readonly botId: string;
}

/** A failed look is not remembered. */
export function identityOf(client: webApi.WebClient): () => Promise<Identity> {
  let known: Promise<Identity> | undefined;
  return () =>
    (known ??= ask(client)).catch((error: unknown) => {
      known = undefined;
      throw error;
    });
}

async function ask(client: webApi.WebClient): Promise<Identity> {
  const { team_id: teamId = '', user_id: botUserId = '', bot_id: botId = '' } = await client.auth.test();
  return { teamId, botUserId, botId };
}
