// Enter and leave stay balanced whatever happens.
export function main() {
  let depth = 0;
  let deepest = 0;
  const guarded = (f: () => unknown) => {
    depth++;
    deepest = Math.max(deepest, depth);
    try {
      return f();
    } finally {
      depth--;
    }
  };
  guarded(() => guarded(() => 1));
  try {
    guarded(() => {
      guarded(() => {
        throw 'x';
      });
    });
  } catch {}
  console.log(depth, deepest); // expect: 0 2
}
