/** views.*: modals, opened with a trigger, and App Homes. */
import { type Call, done, refuse, refusePayload, refuseWith, type Reply } from './call.ts';
import { checkView } from './check-blocks.ts';
import { asRecord, asText } from './json.ts';
import { changeView, createView, findOpenView, putOnTop } from './view-stack.ts';
import { renderView, type StoredView } from './stored-view.ts';

// "Modals": at most three views on top of each other.
const STACK = 3;

export function openView(call: Call): Reply {
  return onTrigger(call, (userId) => {
    call.workspace.stacks.set(userId, []);
    return undefined;
  });
}

export function pushView(call: Call): Reply {
  return onTrigger(call, (userId) => {
    const stack = call.workspace.stacks.get(userId) ?? [];
    if (stack.length === 0) return refuse('not_found');
    return stack.length >= STACK ? refuse('push_limit_reached') : undefined;
  });
}

export function updateView(call: Call): Reply {
  const { workspace, args } = call;
  const { view_id: id, external_id: externalId } = args;
  if ((id === undefined) === (externalId === undefined))
    return refuseWith('invalid_arguments', ['Must provide either `view_id` or `external_id`']);
  const refusal = refuseView(args['view'], 'modal');
  const view = findOpenView(workspace, { id: asText(id), externalId: asText(externalId) });
  // A modal that was closed is not found any more.
  if (!view) return refuse('not_found');
  if (refusal) return refusal;
  return settle(call, view, () => changeView(workspace, view, asRecord(args['view'])));
}

export function publishView(call: Call): Reply {
  const { workspace, args } = call;
  const userId = asText(args['user_id']);
  if (!workspace.users.has(userId)) return refuse('user_not_found');
  const refusal = refuseView(args['view'], 'home');
  if (refusal) return refusal;
  const known = workspace.views.get(workspace.homes.get(userId) ?? '');
  if (known) return settle(call, known, () => changeView(workspace, known, asRecord(args['view'])));
  const view = createView(workspace, userId, asRecord(args['view']));
  workspace.homes.set(userId, view.id);
  return done({ view: renderView(workspace, view) });
}

/** `hash` guards against overwriting what somebody else changed meanwhile. */
function settle({ workspace, args }: Call, view: StoredView, change: () => void): Reply {
  const hash = args['hash'];
  if (hash !== undefined && hash !== view.hash) return refuse('hash_conflict');
  change();
  return done({ view: renderView(workspace, view) });
}

function onTrigger({ workspace, args }: Call, prepare: (userId: string) => Reply | undefined): Reply {
  const refusal = refuseView(args['view'], 'modal');
  if (refusal) return refusal;
  const trigger = workspace.triggers.exchange(asText(args['trigger_id']));
  if ('error' in trigger) return refuse(trigger.error);
  const refused = prepare(trigger.userId);
  if (refused) return refused;
  const view = putOnTop(workspace, trigger.userId, asRecord(args['view']));
  return done({ view: renderView(workspace, view) });
}

/** The methods of views answer invalid_arguments where chat.* answers invalid_blocks. */
function refuseView(value: unknown, type: 'modal' | 'home'): Reply | undefined {
  const problems = checkView(value);
  if (problems.length === 0 && asRecord(value)['type'] !== type)
    problems.push(`must be a ${type} [json-pointer:/view/type]`);
  return problems.length > 0 ? refusePayload('invalid_arguments', problems) : undefined;
}
