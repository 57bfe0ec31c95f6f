// Type guards are ordinary functions.
type Shape = { kind: 'circle'; r: number } | { kind: 'square'; side: number };
const isText = (v: unknown): v is string => typeof v === 'string';
function assert(condition: unknown): asserts condition {
  if (!condition) throw new TypeError('assertion failed');
}
const area = (s: Shape): number => {
  switch (s.kind) {
    case 'circle':
      return 3 * s.r ** 2;
    case 'square':
      return s.side ** 2;
  }
};

export function main() {
  console.log(area({ kind: 'circle', r: 2 }), area({ kind: 'square', side: 3 })); // expect: 12 9
  console.log(['a', 1, 'b'].filter(isText).join('')); // expect: ab
  try {
    assert(1 > 2);
  } catch (error) {
    console.log((error as Error).message); // expect: assertion failed
  }
}
