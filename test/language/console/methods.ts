// The methods of console beside log.
export function main() {
  console.info('info text');
  console.warn('warn', 1);
  console.error('error', true);
  console.debug('debug');
  console.log(console.log('value') === undefined);
  // expect: info: info text
  // expect: warn: warn 1
  // expect: error: error true
  // expect: debug: debug
  // expect: value
  // expect: true
}
