/** Every surface keeps the same promises; another one joins with one line. */
import { discordAdapter } from './discord-adapter.ts';
import { emailAdapter } from './email-adapter.ts';
import { slackAdapter } from './slack-adapter.ts';
import { surfaceContract } from './surface-contract.ts';
import { terminalAdapter } from './terminal-adapter.ts';

surfaceContract(terminalAdapter);
surfaceContract(slackAdapter);
surfaceContract(discordAdapter);
surfaceContract(emailAdapter);
