export interface Size {
  w: number;
  h: number;
}
export type Unit = 'cm' | 'in';
