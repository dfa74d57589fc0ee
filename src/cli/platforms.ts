/** The one table of the places where people read us; each is a folder of src/surfaces, under its name. */
import type { Check } from '../domain/check.ts';
import type { Surface, SurfaceName } from '../notify/surface.ts';
import { discordPlatform } from '../surfaces/discord/platform.ts';
import type { Chat } from '../surfaces/desk.ts';
import type { ChatParts, Platform } from '../surfaces/platform.ts';
import { emailPlatform } from '../surfaces/email/platform.ts';
import { slackPlatform } from '../surfaces/slack/platform.ts';

/** By the name under which its settings stand in the configuration. */
const PLATFORMS = { slack: slackPlatform, discord: discordPlatform, email: emailPlatform };

type SettingsOf<One> = One extends Platform<infer Settings> ? Settings : never;

/** Undefined where a platform is not set up. */
export type PlatformSettings = {
  readonly [Name in keyof typeof PLATFORMS]: SettingsOf<(typeof PLATFORMS)[Name]> | undefined;
};

/** A platform with its settings. */
export interface SetUpPlatform {
  readonly name: SurfaceName;
  readonly open: (parts: ChatParts) => Promise<Chat>;
  readonly check: (signal: AbortSignal) => Promise<Check[]>;
  readonly channel: (signal: AbortSignal) => Promise<Surface>;
}

export function platformsOf(settings: PlatformSettings): SetUpPlatform[] {
  return Object.entries(PLATFORMS).flatMap(([name, platform]) => {
    const own = settings[name as keyof PlatformSettings];
    // Each is given what stands under its own name, which the table's type has checked.
    return own === undefined ? [] : [withSettings(name, platform as Platform<unknown>, own)];
  });
}

function withSettings(name: SurfaceName, platform: Platform<unknown>, settings: unknown): SetUpPlatform {
  return {
    name,
    open: (parts) => platform.open(settings, parts),
    check: (signal) => platform.check(settings, signal),
    channel: (signal) => platform.channel(settings, signal),
  };
}
