/** A part of a world that has nothing to do with the others, made on both sides. */
import type { Hands } from '../hands.ts';

export type Scene = (hands: Hands) => void;
