// A function converts to some text that names it.
export function main() {
  function sample() {}
  const text = String(sample);
  console.log(typeof text, text.includes('sample'), typeof (sample + ''), (() => 0) + '' !== ''); // expect: string true string true
}
