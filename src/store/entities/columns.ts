/** Kinds of columns that many tables share. */
import { p } from '@mikro-orm/core';

export const instant = () => p.datetime().columnType('timestamptz');
export const bigId = () => p.bigint('number').primary().autoincrement();
