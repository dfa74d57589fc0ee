/** What a connection may ask to hear, as bits of its identify. */
export const INTENTS = { guilds: 1 << 0, guildMessages: 1 << 9 };

/** Members, presences and message content have to be switched on in the developer portal; here they are off. */
export const PRIVILEGED_INTENTS = (1 << 1) | (1 << 8) | (1 << 15);

export const KNOWN_INTENTS = 0x3ffffff;
