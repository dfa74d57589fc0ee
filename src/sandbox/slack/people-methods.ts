/** auth.test, users.info and usergroups.*: who is who. */
import { type Call, done, refuse, type Reply } from './call.ts';
import { asFlag, asText, type Json } from './json.ts';
import type { User, UserGroup } from './workspace.ts';

export function testAuth({ workspace }: Call): Reply {
  return done({
    url: 'https://salon.slack.com/',
    team: 'Salon',
    user: 'calsync',
    team_id: workspace.teamId,
    user_id: workspace.botUserId,
    bot_id: workspace.botId,
    is_enterprise_install: false,
  });
}

export function readUser({ workspace, args }: Call): Reply {
  const user = workspace.users.get(asText(args['user']));
  return user ? done({ user: renderUser(user, workspace.teamId) }) : refuse('user_not_found');
}

export function listGroups({ workspace, args }: Call): Reply {
  const withUsers = asFlag(args['include_users']);
  const usergroups = [...workspace.groups.values()].map((group) => renderGroup(group, withUsers));
  return done({ usergroups });
}

export function listGroupUsers({ workspace, args }: Call): Reply {
  const group = workspace.groups.get(asText(args['usergroup']));
  return group ? done({ users: [...group.users] }) : refuse('no_such_subteam');
}

function renderUser({ id, name, realName, tz, deleted }: User, teamId: string): Json {
  return {
    id,
    team_id: teamId,
    name,
    deleted,
    real_name: realName,
    tz,
    tz_label: tz,
    profile: { real_name: realName, display_name: name },
    is_bot: false,
    is_app_user: false,
  };
}

function renderGroup({ id, handle, users }: UserGroup, withUsers: boolean): Json {
  return {
    id,
    handle,
    name: handle,
    is_usergroup: true,
    user_count: users.length,
    ...(withUsers && { users }),
  };
}
