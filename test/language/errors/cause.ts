// The cause option makes an own hidden property.
export function main() {
  const root = new Error('root');
  const e = new TypeError('top', { cause: root });
  console.log(
    e.cause === root,
    Object.keys(e).length,
    Object.hasOwn(e, 'cause'),
    Object.hasOwn(root, 'cause'),
  ); // expect: true 0 true false
  console.log(
    new Error('x', { cause: undefined }).hasOwnProperty('cause'),
    new Error('x', {}).hasOwnProperty('cause'),
    new Error('x', { cause: 0 }).cause,
  ); // expect: true false 0
  class Wrapped extends Error {}
  console.log(new Wrapped('w', { cause: 'why' }).cause as string); // expect: why
}
