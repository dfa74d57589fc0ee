/** GET /v2/me: the user whose key asks. It needs no version. */
import type { Call } from './call.ts';
import { answer, type Outcome } from './outcome.ts';

export function getMe({ state }: Call): Outcome {
  const { id, email, name, username, timeZone } = state.owner;
  return answer(200, {
    id,
    email,
    name,
    avatarUrl: null,
    bio: '',
    timeFormat: 12,
    defaultScheduleId: 2_335_882,
    weekStart: 'Sunday',
    timeZone,
    username,
    locale: null,
    organizationId: null,
  });
}
