/** Who the bot is, and what it may read of its server. */
import { type Answer, answer, isAnswer, refuse } from './answer.ts';
import { type Call, channelOf, parameter, type Route } from './call.ts';
import {
  renderBotMember,
  renderBotUser,
  renderChannel,
  renderChannels,
  renderGuild,
  renderMember,
  renderRoles,
} from './render-guild.ts';
import type { World } from './world.ts';

const SESSION_STARTS = { total: 1_000, remaining: 1_000, reset_after: 86_400_000, max_concurrency: 1 };

export const guildRoutes: Route[] = [
  { method: 'GET', path: '/gateway', handle: ({ world }) => answer(200, { url: gatewayUrl(world) }) },
  { method: 'GET', path: '/gateway/bot', handle: getGateway },
  { method: 'GET', path: '/users/@me', handle: ({ world }) => answer(200, renderBotUser(world)) },
  { method: 'GET', path: '/oauth2/applications/@me', handle: getApplication },
  { method: 'GET', path: '/applications/@me', handle: getApplication },
  { method: 'GET', path: '/guilds/:guild', handle: inGuild(({ world }) => answer(200, renderGuild(world))) },
  {
    method: 'GET',
    path: '/guilds/:guild/channels',
    handle: inGuild(({ world }) => answer(200, renderChannels(world))),
  },
  {
    method: 'GET',
    path: '/guilds/:guild/roles',
    handle: inGuild(({ world }) => answer(200, renderRoles(world))),
  },
  { method: 'GET', path: '/guilds/:guild/members/:member', handle: inGuild(getMember) },
  { method: 'GET', path: '/channels/:channel', handle: getChannel },
  { method: 'POST', path: '/channels/:channel/typing', handle: type },
];

function gatewayUrl({ host }: World): string {
  return `ws://${host}`;
}

function getGateway({ world }: Call): Answer {
  return answer(200, { url: gatewayUrl(world), shards: 1, session_start_limit: SESSION_STARTS });
}

function getApplication({ world }: Call): Answer {
  return answer(200, {
    id: world.applicationId,
    name: 'calsync',
    description: '',
    icon: null,
    bot_public: false,
    bot_require_code_grant: false,
    verify_key: '',
    flags: 0,
    bot: renderBotUser(world),
  });
}

function inGuild(handle: Route['handle']): Route['handle'] {
  // A server that the bot is not in looks the same as one that is none.
  return (call) => (parameter(call, 0) === call.world.guildId ? handle(call) : refuse(10004));
}

function getMember(call: Call): Answer {
  const id = parameter(call, 1);
  if (id === call.world.botUserId || id === '@me') return answer(200, renderBotMember(call.world));
  const member = call.world.members.get(id);
  return member ? answer(200, renderMember(member)) : refuse(10007);
}

function getChannel(call: Call): Answer {
  const channel = channelOf(call);
  return isAnswer(channel) ? channel : answer(200, renderChannel(call.world, channel));
}

function type(call: Call): Answer {
  const channel = channelOf(call);
  if (isAnswer(channel)) return channel;
  return channel.denied.has('SEND_MESSAGES') ? refuse(50013) : answer(204);
}
