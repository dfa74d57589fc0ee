/** The made-up salon's services and customers. */

export interface Service {
  readonly id: number;
  readonly slug: string;
  readonly title: string;
  readonly minutes: number;
  readonly seats?: number;
}

export const SERVICES: readonly Service[] = [
  { id: 101, slug: 'herrenschnitt', title: 'Hairstyling - Herrenschnitt', minutes: 45 },
  { id: 102, slug: 'damenschnitt', title: 'Hairstyling - Damenschnitt', minutes: 60 },
  { id: 103, slug: 'faerben', title: 'Colour - Färben & Tönen', minutes: 90 },
  { id: 104, slug: 'bart', title: 'Beard - Bart in Form', minutes: 30 },
];

/** A styling class with several seats. */
export const CLASS: Service = {
  id: 105,
  slug: 'styling-kurs',
  title: 'Class - Styling-Kurs',
  minutes: 60,
  seats: 6,
};
/** Another salon's event type that the same key sees: out of scope. */
export const FOREIGN: Service = { id: 900, slug: 'other-salon', title: 'Another salon', minutes: 30 };

const FIRST_NAMES = [
  'Max',
  'Anna',
  'Tom',
  'Lisa',
  'Jan',
  'Mia',
  'Paul',
  'Lena',
  'Ben',
  'Clara',
  'Felix',
  'Nora',
  'Emil',
  'Ida',
];
const LAST_NAMES = [
  'Müller',
  'Schmidt',
  'Klein',
  'Braun',
  'Weber',
  'Vogel',
  'Hartmann',
  'Kaya',
  'Lindner',
  'Roth',
  'Sommer',
];

export interface Customer {
  readonly name: string;
  readonly email: string;
  readonly phone: string;
}

/** The n-th customer; no two are alike. */
export function customer(n: number): Customer {
  const first = FIRST_NAMES[n % FIRST_NAMES.length] ?? '';
  const last = LAST_NAMES[Math.floor(n / FIRST_NAMES.length) % LAST_NAMES.length] ?? '';
  const round = Math.floor(n / (FIRST_NAMES.length * LAST_NAMES.length));
  const address = `${first}.${last}${round > 0 ? round + 1 : ''}`
    .toLowerCase()
    .normalize('NFD')
    .replace(/[^a-z0-9.]/g, '');
  return {
    name: `${first} ${last}`,
    email: `${address}@example.com`,
    phone: `+49 151 ${String(20_000_000 + n * 17)}`,
  };
}
