/** How the tests run: `unit` needs nothing but Node, `database` brings a real PostgreSQL of its own. */
import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** Those that wait longest begin first, also where no run has measured them: none is left over at the end. */
const LONG = [
  'simulation',
  'kill-matrix',
  'command-line',
  'command-line-lies',
  'discord-dashboard',
  'late-surface',
];

class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await BaseSequencer.prototype.sort.call(this, files);
    return [...sorted.filter(isLong), ...sorted.filter((file) => !isLong(file))];
  }
}

function isLong({ moduleId }: TestSpecification): boolean {
  return LONG.some((name) => moduleId.endsWith(`/flow/${name}.test.ts`));
}

export default defineConfig({
  root: fileURLToPath(new URL('..', import.meta.url)),
  test: {
    testTimeout: 30_000,
    hookTimeout: 60_000,
    pool: 'forks',
    // A process runs many files: what it has loaded once it does not load again.
    isolate: false,
    sequence: { sequencer: LongestFirst },
    setupFiles: ['test/support/no-refused-payloads.ts'],
    // Many tests wait for what others do.
    maxWorkers: Math.min(8, 2 * Math.max(2, availableParallelism())),
    projects: [
      { extends: true, test: { name: 'unit', include: ['test/{unit,architecture}/**/*.test.ts'] } },
      {
        extends: true,
        test: {
          name: 'database',
          include: ['test/{contract,flow,support}/**/*.test.ts'],
          globalSetup: 'test/support/global-setup.ts',
        },
      },
    ],
  },
});
