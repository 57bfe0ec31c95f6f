export * from './base';
export const name = 'middle';
