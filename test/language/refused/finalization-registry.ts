// @check: off
// FinalizationRegistry is out: it would show when collections happen.
// expect compile error: FinalizationRegistry
export function main() {
  new FinalizationRegistry(() => 0);
  console.log('never');
}
