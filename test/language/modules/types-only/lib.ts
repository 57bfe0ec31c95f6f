import { Size } from './types';
export interface Shape extends Size {}
export const area = (s: Shape) => s.w * s.h;
