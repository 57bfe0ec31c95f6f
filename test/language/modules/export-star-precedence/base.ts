export const name = 'base';
export const other = 'other';
export default 1;
