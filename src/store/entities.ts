/** The tables of schema `calsync` as MikroORM sees them. */
import * as finding from './entities/finding.ts';
import * as machinery from './entities/machinery.ts';
import * as repairing from './entities/repairing.ts';
import * as telling from './entities/telling.ts';

export const entities = [finding, telling, repairing, machinery].flatMap((tables) => Object.values(tables));
