// A hundred thousand turns.
export function main() {
  let hash = 17;
  for (let i = 0; i < 100000; i++) hash = (Math.imul(hash, 31) + i) | 0;
  console.log(hash); // expect: -1833644191
}
