export let b = 2;
export const a = () => 'a';
export default 'dflt';
export class C {}
