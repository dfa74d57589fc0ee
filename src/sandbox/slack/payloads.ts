/** What Slack tells an app of a person's doings ("Interaction payloads", "Slash commands", "Events API"). */
import type { Outgoing } from './envelope.ts';
import type { Json } from './json.ts';
import type { StoredMessage } from './message.ts';
import { renderMessage } from './render-message.ts';
import { renderView, type StoredView, type ViewState } from './stored-view.ts';
import type { Origin } from './response-urls.ts';
import type { Workspace } from './workspace.ts';

const TOKEN = 'sandbox';

interface Action {
  action: Json;
  state: ViewState;
}

export function actionInMessage(
  workspace: Workspace,
  message: StoredMessage,
  did: Action & { userId: string },
): Outgoing {
  const { userId, action, state } = did;
  const channel = workspace.channels.get(message.channelId);
  const ephemeral = message.visibleTo !== undefined;
  const origin = { userId, channelId: message.channelId, messageTs: message.ts };
  return interactive(workspace, userId, {
    type: 'block_actions',
    container: {
      type: 'message',
      message_ts: message.ts,
      channel_id: message.channelId,
      is_ephemeral: ephemeral,
    },
    channel: { id: message.channelId, name: channel?.name ?? '' },
    // The message itself is not told of when only one person sees it.
    ...(!ephemeral && { message: renderMessage(workspace, message) }),
    state: { values: state },
    response_url: urlFor(workspace, origin),
    actions: [action],
  });
}

export function actionInView(workspace: Workspace, view: StoredView, action: Json): Outgoing {
  const { state: _state, ...rest } = renderView(workspace, view);
  return interactive(workspace, view.userId, {
    type: 'block_actions',
    container: { type: 'view', view_id: view.id },
    view: { ...rest, state: { values: view.state } },
    actions: [action],
  });
}

export function submission(workspace: Workspace, view: StoredView): Outgoing {
  const sent = interactive(workspace, view.userId, {
    type: 'view_submission',
    view: renderView(workspace, view),
    response_urls: [],
  });
  return { ...sent, acceptsResponse: true };
}

export function closing(workspace: Workspace, view: StoredView, isCleared: boolean): Outgoing {
  const rendered = renderView(workspace, view);
  const body = { type: 'view_closed', view: rendered, is_cleared: isCleared };
  return interactive(workspace, view.userId, body);
}

export function slashCommand(workspace: Workspace, typed: string, origin: Origin): Outgoing {
  const [, command = typed, text = ''] = /^(\S+)\s*([\s\S]*)$/.exec(typed) ?? [];
  const channel = workspace.channels.get(origin.channelId);
  const payload = {
    token: TOKEN,
    team_id: workspace.teamId,
    team_domain: 'salon',
    channel_id: origin.channelId,
    channel_name: channel?.name ?? '',
    user_id: origin.userId,
    user_name: workspace.users.get(origin.userId)?.name ?? '',
    command,
    text,
    api_app_id: workspace.appId,
    is_enterprise_install: 'false',
    response_url: urlFor(workspace, origin),
    trigger_id: workspace.triggers.issue(origin.userId),
  };
  return { type: 'slash_commands', payload, acceptsResponse: true };
}

export function homeOpened(workspace: Workspace, userId: string, home: StoredView | undefined): Outgoing {
  const seconds = Math.floor(workspace.clock.now() / 1_000);
  const event = {
    type: 'app_home_opened',
    user: userId,
    channel: `D${userId.slice(1)}`,
    tab: 'home',
    event_ts: `${seconds}.000000`,
    ...(home && { view: renderView(workspace, home) }),
  };
  const authorization = { team_id: workspace.teamId, user_id: workspace.botUserId, is_bot: true };
  const payload = {
    token: TOKEN,
    team_id: workspace.teamId,
    api_app_id: workspace.appId,
    type: 'event_callback',
    event_id: workspace.newId('Ev'),
    event_time: seconds,
    event,
    authorizations: [{ enterprise_id: null, is_enterprise_install: false, ...authorization }],
  };
  return { type: 'events_api', payload, acceptsResponse: false };
}

function interactive(workspace: Workspace, userId: string, body: Json): Outgoing {
  const name = workspace.users.get(userId)?.name ?? '';
  const payload = {
    user: { id: userId, username: name, name, team_id: workspace.teamId },
    api_app_id: workspace.appId,
    token: TOKEN,
    team: { id: workspace.teamId, domain: 'salon' },
    enterprise: null,
    is_enterprise_install: false,
    trigger_id: workspace.triggers.issue(userId),
    ...body,
  };
  return { type: 'interactive', payload, acceptsResponse: false };
}

function urlFor(workspace: Workspace, origin: Origin): string {
  return workspace.origin + workspace.responseUrls.issue(origin);
}
