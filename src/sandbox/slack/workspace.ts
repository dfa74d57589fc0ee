/** What a Slack workspace remembers: people, channels, messages, views, files. */
import type { Clock } from '../../runtime/clock.ts';
import type { SharedFile, StoredMessage } from './message.ts';
import type { ResponseUrls } from './response-urls.ts';
import type { Triggers } from './triggers.ts';
import type { StoredView, ViewState } from './stored-view.ts';

export interface Channel {
  id: string;
  name: string;
}

export interface User {
  id: string;
  /** The handle, as in @mia. */
  name: string;
  realName: string;
  /** An IANA name. */
  tz: string;
  /** Deactivated by the workspace's administrators. */
  deleted: boolean;
}

export interface StoredChannel extends Channel {
  archived: boolean;
  botIsMember: boolean;
  /** Oldest first, ephemeral ones among them. */
  messages: StoredMessage[];
  /** When the bot last posted, for the pace. */
  postedAt: number;
}

export interface UserGroup {
  id: string;
  handle: string;
  users: string[];
}

export interface Rules {
  /** One message per second and channel; sooner is `ratelimited`. */
  pace: boolean;
  /** After how many milliseconds a message cannot be edited any more; Infinity is Slack's own default. */
  editWindowMs: number;
}

export interface Workspace {
  clock: Clock;
  rules: Rules;
  teamId: string;
  botUserId: string;
  botId: string;
  appId: string;
  /** http://127.0.0.1:PORT, known once it listens. */
  origin: string;
  channels: Map<string, StoredChannel>;
  users: Map<string, User>;
  groups: Map<string, UserGroup>;
  files: Map<string, SharedFile & { length: number; uploaded: boolean }>;
  views: Map<string, StoredView>;
  /** What each person has filled in below a message: by person and `ts`. */
  entered: Map<string, ViewState>;
  /** The open modals of each person, the top one last. */
  stacks: Map<string, string[]>;
  /** The App Home of each person. */
  homes: Map<string, string>;
  triggers: Triggers;
  responseUrls: ResponseUrls;
  /** A name nobody has yet, such as C00000007. */
  newId(prefix: string): string;
  /** A message's name: the time in seconds with six decimals, later than any before. */
  newTs(): string;
}
