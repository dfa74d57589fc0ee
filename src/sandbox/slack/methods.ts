/** The methods of the Web API the stand-in knows, and the scope each one asks for. */
import type { Handler } from './call.ts';
import { deleteMessage, getPermalink, postEphemeral, postMessage, updateMessage } from './chat-methods.ts';
import { join, readHistory, readInfo, readMembers, readReplies } from './conversation-methods.ts';
import { completeUpload, getUploadUrl } from './file-methods.ts';
import { listGroups, listGroupUsers, readUser, testAuth } from './people-methods.ts';
import { openView, publishView, pushView, updateView } from './view-methods.ts';

interface Method {
  handle: Handler;
  /** None where any token will do. */
  scope?: string;
}

export const METHODS: ReadonlyMap<string, Method> = new Map<string, Method>([
  ['auth.test', { handle: testAuth }],
  ['chat.postMessage', { handle: postMessage, scope: 'chat:write' }],
  ['chat.update', { handle: updateMessage, scope: 'chat:write' }],
  ['chat.delete', { handle: deleteMessage, scope: 'chat:write' }],
  ['chat.postEphemeral', { handle: postEphemeral, scope: 'chat:write' }],
  ['chat.getPermalink', { handle: getPermalink }],
  ['conversations.history', { handle: readHistory, scope: 'channels:history' }],
  ['conversations.replies', { handle: readReplies, scope: 'channels:history' }],
  ['conversations.info', { handle: readInfo, scope: 'channels:read' }],
  ['conversations.members', { handle: readMembers, scope: 'channels:read' }],
  ['conversations.join', { handle: join, scope: 'channels:join' }],
  ['views.open', { handle: openView }],
  ['views.push', { handle: pushView }],
  ['views.update', { handle: updateView }],
  ['views.publish', { handle: publishView }],
  ['users.info', { handle: readUser, scope: 'users:read' }],
  ['usergroups.list', { handle: listGroups, scope: 'usergroups:read' }],
  ['usergroups.users.list', { handle: listGroupUsers, scope: 'usergroups:read' }],
  ['files.getUploadURLExternal', { handle: getUploadUrl, scope: 'files:write' }],
  ['files.completeUploadExternal', { handle: completeUpload, scope: 'files:write' }],
]);

export const ALL_SCOPES: readonly string[] = [
  ...new Set([...METHODS.values()].flatMap(({ scope }) => scope ?? [])),
  'commands',
  'groups:history',
];
