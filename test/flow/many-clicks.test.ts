/** Ten people, fifty clicks, one card. */
import { describe, expect } from 'vitest';
import { test } from '../support/database.ts';
import { aPairWithoutItsBooking } from '../support/issue-stories.ts';
import { ADA, messageOf, openPressingSalon, press, textOf, told } from '../support/pressing.ts';
import type { ReadingSalon } from '../support/reading-salon.ts';
import { work } from '../support/repairs.ts';

const PEOPLE = ['Ada', 'Bo', 'Cem', 'Dee', 'Eve', 'Fay', 'Gil', 'Hal', 'Ida', 'Jon'];
const idOf = (at: number) => (at === 0 ? ADA : `${ADA}${at}`);

const writes = ({ calcom }: ReadingSalon) => calcom.requests.filter(({ method }) => method !== 'GET').length;

describe('fifty clicks by ten people at the same moment on one card', { timeout: 60_000 }, () => {
  test.for([{ meanwhile: 'nobody works' }, { meanwhile: 'it is worked on' }])(
    'while $meanwhile are one write and 49 answers that name who was faster',
    async ({ meanwhile }, { databaseUrl }) => {
      await using salon = await openPressingSalon(databaseUrl, PEOPLE);
      await aPairWithoutItsBooking(salon);
      await salon.sql('update calsync.appointment set event_type_id = 10');
      await salon.verify();
      await salon.tell();
      const on = messageOf(salon, 1);
      const over = new AbortController();
      const keepWorking = async () => {
        while (!over.signal.aborted) {
          await work(salon);
          await new Promise((resolve) => setTimeout(resolve, 1));
        }
      };
      const working = meanwhile === 'nobody works' ? undefined : keepWorking();

      await Promise.all(
        Array.from({ length: 50 }, (_, at) => press(salon, { who: idOf(at % 10), on, action: 'create' })),
      );
      const answers = (await Promise.all(PEOPLE.map((_, at) => told(salon, idOf(at), 5)))).flat();
      over.abort();
      await working;
      await work(salon);
      await salon.tell();

      const [winner] = await salon.sql<{ name: string }>(
        'select requested_name as name from calsync.resolution',
      );
      const refused = answers.filter((text) => !text.includes('It is being done'));
      expect(await salon.sql('select state from calsync.resolution')).toEqual([{ state: 'done' }]);
      expect(answers).toHaveLength(50);
      expect(refused).toHaveLength(49);
      expect(refused.filter((text) => text.includes(`"Create" by ${winner?.name} on Slack`))).toEqual(
        refused,
      );
      expect(salon.calcom.world.all()).toHaveLength(1);
      expect(writes(salon)).toBe(1);
      expect(textOf(messageOf(salon, 1))).toMatch(
        new RegExp(`Solved #1[^]*Create by ${winner?.name} on Slack`),
      );
    },
  );
});
