// finally blocks run while a stack overflow unwinds.
let unwound = 0;
let depth = 0;
function down(): void {
  depth++;
  try {
    down();
  } finally {
    unwound++;
  }
}

export function main() {
  try {
    down();
  } catch (error) {
    console.log((error as Error).name); // expect: RangeError
  }
  console.log(unwound > 100, depth - unwound < 20); // expect: true true
}
