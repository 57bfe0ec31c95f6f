export const c = 'c';
export default 'not passed on';
