// The methods of console need no receiver.
export function main() {
  const { log } = console;
  log('detached');
  ['a', 'b'].forEach((v) => log(v));
  const say = console.log;
  say(1, 2);
  // expect: detached
  // expect: a
  // expect: b
  // expect: 1 2
}
