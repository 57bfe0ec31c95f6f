export const value = 1;
throw new RangeError('at the top');
