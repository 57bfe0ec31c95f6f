export const count = 7;
export function add(a: number, b: number) {
  return a + b;
}
function subtract(a: number, b: number) {
  return a - b;
}
export { subtract as sub };
export class Thing {
  name = 'thing';
}
