import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { findBreaches } from './find-breaches.ts';

const found = findBreaches(fileURLToPath(new URL('fixture', import.meta.url)));

const rules: Record<string, string[]> = {
  'a folder imports lower floors, its own and runtime only': [
    'src/reconcile/run.ts: imports ../notify/card.ts, a neighbour on its own floor',
    'src/reconcile/run.ts: imports ../store/open.ts, a higher floor',
    'src/reconcile/run.ts: imports ../config/calendar.ts, a higher floor',
    'src/reconcile/run.ts: imports ../app.ts, a higher floor',
    'src/calcom/client.ts: imports ../store/open.ts, a neighbour on its own floor',
    'src/config.ts: imports ./app.ts, a higher floor',
  ],
  'every spelling of an import counts, text and comments do not': [
    'src/query/spellings.ts: imports ../store/a.ts, a higher floor',
    'src/query/spellings.ts: imports ../store/b.ts, a higher floor',
    'src/query/spellings.ts: imports ../store/c.ts, a higher floor',
    'src/query/spellings.ts: imports ../store/d.ts, a higher floor',
    'src/query/spellings.ts: imports ../store/e.ts, a higher floor',
    'src/query/spellings.ts: imports ../store/f.ts, a higher floor',
    'src/query/spellings.ts: imports ../store/g.ts, a higher floor',
    'src/query/spellings.ts: imports ../store/h.ts, a higher floor',
    'src/query/spellings.ts: imports (path), which cannot be checked',
  ],
  'domain does without packages, builtin modules and runtime': [
    'src/domain/pair.ts: imports ../runtime/clock.ts, a higher floor',
    'src/domain/pair.ts: imports ../notify/card.ts, a higher floor',
    'src/domain/pair.ts: imports zod, but domain does without packages',
    'src/domain/pair.ts: imports node:fs, but domain does without packages',
  ],
  'runtime knows no word of ours': [
    'src/runtime/clock.ts: imports ../domain/pair.ts, but runtime imports nothing of ours',
  ],
  'surfaces share nothing but the files beside their folders': [
    'src/surfaces/shared.ts: imports ./slack/post.ts, another surface',
    'src/surfaces/slack/post.ts: imports ../discord/embed.ts, another surface',
  ],
  'only store talks to a database, only calcom to the API': [
    'src/http/health.ts: imports @mikro-orm/core, which only src/store may',
    'src/http/health.ts: imports pg, which only src/store may',
    'src/http/health.ts: imports ../../migrations/migration-001.ts, which only src/store may',
    'src/sandbox/calcom/server.ts: imports @electric-sql/pglite, which only src/store may',
    'src/store/open.ts: imports undici, which only src/calcom may',
  ],
  'only config reads the environment': [
    'src/sandbox/calcom/server.ts: reads process.env, which only config may',
    'src/sandbox/environment.ts: reads process.env, which only config may',
    'src/sandbox/indexed.ts: reads process.env, which only config may',
    'src/sandbox/unpacked.ts: reads process.env, which only config may',
  ],
  'a migration imports MikroORM and other migrations only': [
    'migrations/migration-000.ts: imports ../src/domain/pair.ts, no migration',
    'migrations/migration-000.ts: imports zod, not of MikroORM',
  ],
  'nothing stands or reaches outside the house': [
    'src/helpers/strings.ts: stands in no known folder of src',
    'src/tools.ts: stands in no known folder of src',
    'src/query/outside.ts: imports ../../test/support/database.ts, a file outside src',
    'src/query/outside.ts: imports /etc/passwd.ts, an absolute path',
  ],
};

test.for(Object.entries(rules))('%s', ([, breaches]) => {
  expect(found).toEqual(expect.arrayContaining(breaches));
});

test('what the rules allow is no breach', () => {
  expect(found.toSorted()).toEqual(Object.values(rules).flat().toSorted());
});

test('our own source has no breach', () => {
  expect(findBreaches(fileURLToPath(new URL('../..', import.meta.url)))).toEqual([]);
});
