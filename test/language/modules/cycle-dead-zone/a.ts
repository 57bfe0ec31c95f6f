import { seen } from './b';
export const value = 1;
export const early = `b saw ${seen}`;
