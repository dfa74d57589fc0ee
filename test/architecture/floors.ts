/** The floors of the house: what may import what. */

const TOP = 4;
const CONFIG = 3;

/** The entries of src. Each may import itself and lower floors; `runtime` has rules of its own. */
const floors = new Map<string, number>([
  ['main.ts', TOP],
  ['check-node.mjs', TOP],
  ['app.ts', TOP],
  ['cli', TOP],
  ['config.ts', CONFIG],
  ['config', CONFIG],
  ['calcom', 2],
  ['store', 2],
  ['surfaces', 2],
  ['http', 2],
  ['sandbox', 2],
  ['reconcile', 1],
  ['notify', 1],
  ['resolve', 1],
  ['query', 1],
  ['domain', 0],
]);

/** Packages that one folder keeps to itself. */
const keepers = [
  { folder: 'src/store', packages: ['@mikro-orm', 'mikro-orm', 'kysely', 'pg', '@electric-sql'] },
  { folder: 'src/calcom', packages: ['undici'] },
];

/** Whether a file of src stands where the house has a place for it. */
export function hasPlace(file: string): boolean {
  const entry = entryOf(file);
  return entry === 'runtime' || floors.has(entry);
}

/** Why `file` may not import the file `target`, both relative to the repository, or undefined. */
export function judgeFile(file: string, target: string): string | undefined {
  if (isIn(file, 'migrations')) return isIn(target, 'migrations') ? undefined : 'no migration';
  if (isIn(target, 'migrations')) return isIn(file, 'src/store') ? undefined : 'which only src/store may';
  if (!isIn(target, 'src')) return 'a file outside src';
  return judgeEntries(entryOf(file), entryOf(target)) ?? judgeSurfaces(file, target);
}

/** Why `file` may not import the package or builtin module `name`, or undefined. */
export function judgePackage(file: string, name: string): string | undefined {
  if (isIn(file, 'migrations')) return isIn(name, '@mikro-orm') ? undefined : 'not of MikroORM';
  if (isIn(file, 'src/domain'))
    return name === 'node:crypto' ? undefined : 'but domain does without packages';
  const keeper = keepers.find(({ packages }) => packages.some((kept) => isIn(name, kept)));
  return !keeper || isIn(file, keeper.folder) ? undefined : `which only ${keeper.folder} may`;
}

/** Whether `file` may read process.env. */
export function mayReadEnvironment(file: string): boolean {
  return file === 'src/config.ts' || isIn(file, 'src/config');
}

function judgeEntries(from: string, to: string): string | undefined {
  if (from === to) return undefined;
  if (from === 'runtime') return 'but runtime imports nothing of ours';
  if (to === 'runtime') return from === 'domain' ? 'a higher floor' : undefined;
  return judgeFloors(floors.get(from) ?? TOP, floors.get(to) ?? 0);
}

function judgeFloors(from: number, to: number): string | undefined {
  if (to > from) return 'a higher floor';
  return to === from && from < CONFIG ? 'a neighbour on its own floor' : undefined;
}

/** Platforms are siblings: they share files that stand directly in surfaces, and those know no platform. */
function judgeSurfaces(file: string, target: string): string | undefined {
  const platform = platformOf(target);
  if (!platform || entryOf(file) !== 'surfaces' || platformOf(file) === platform) return undefined;
  return 'another surface';
}

function platformOf(file: string): string | undefined {
  return /^src\/surfaces\/([^/]+)\//.exec(file)?.[1];
}

function entryOf(file: string): string {
  return file.split('/')[1] ?? '';
}

function isIn(path: string, folder: string): boolean {
  return path === folder || path.startsWith(`${folder}/`);
}
