/** Registering slash commands, for the one server or for all. */
import { type Answer, answer, refuse, refuseForm } from './answer.ts';
import { bodyOf, type Call, parameter, type Route } from './call.ts';
import { checkCommands } from './check-commands.ts';
import { type JsonObject, objectsIn } from './json.ts';
import type { World } from './world.ts';

type Scope = 'guildCommands' | 'globalCommands';

const CHAT_INPUT = 1;

export const commandRoutes: Route[] = [
  ...routesFor('/applications/:application/guilds/:guild/commands', 'guildCommands'),
  ...routesFor('/applications/:application/commands', 'globalCommands'),
];

function routesFor(path: string, scope: Scope): Route[] {
  const one = `${path}/:command`;
  const guarded = (handle: (call: Call) => Answer) => (call: Call) =>
    refuseStranger(call, scope) ?? handle(call);
  return [
    { method: 'GET', path, handle: guarded(({ world }) => answer(200, world[scope])) },
    { method: 'PUT', path, handle: guarded((call) => overwrite(call, scope)) },
    { method: 'POST', path, handle: guarded((call) => upsert(call, scope)) },
    { method: 'DELETE', path: one, handle: guarded((call) => remove(call, scope)) },
  ];
}

function refuseStranger(call: Call, scope: Scope): Answer | undefined {
  if (parameter(call, 0) !== call.world.applicationId) return refuse(20012);
  return scope === 'guildCommands' && parameter(call, 1) !== call.world.guildId ? refuse(50001) : undefined;
}

function overwrite({ world, body }: Call, scope: Scope): Answer {
  const problems = checkCommands(body);
  if (problems.length > 0) return refuseForm(problems);
  world[scope] = objectsIn(body).map((command) => register(world, scope, command));
  return answer(200, world[scope]);
}

function upsert(call: Call, scope: Scope): Answer {
  const { world } = call;
  const body = bodyOf(call);
  const problems = checkCommands([body]).map((problem) => problem.replace(/^\[0\]\.?/, ''));
  if (problems.length > 0) return refuseForm(problems);
  const known = world[scope].some(({ name }) => name === body['name']);
  const command = register(world, scope, body);
  world[scope] = [...world[scope].filter(({ name }) => name !== body['name']), command];
  return answer(known ? 200 : 201, command);
}

function remove(call: Call, scope: Scope): Answer {
  const { world } = call;
  const left = world[scope].filter(({ id }) => id !== call.parameters.at(-1));
  if (left.length === world[scope].length) return refuse(10063);
  world[scope] = left;
  return answer(204);
}

/** A command keeps its id as long as it keeps its name. */
function register(world: World, scope: Scope, command: JsonObject): JsonObject {
  const before = world[scope].find(({ name }) => name === command['name']);
  return {
    type: CHAT_INPUT,
    default_member_permissions: null,
    nsfw: false,
    ...command,
    id: before?.['id'] ?? world.nextId(),
    application_id: world.applicationId,
    version: world.nextId(),
    ...(scope === 'guildCommands' && { guild_id: world.guildId }),
  };
}
