// @check: off
// A main that is not async still ends after its jobs may have run.
export function main() {
  Promise.resolve().then(() => console.log('job'));
  console.log('main');
  // expect: main
  // expect: job
}
