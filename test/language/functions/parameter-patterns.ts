// Parameters may be patterns with defaults at every level.
function area({ width = 1, height = width }: { width?: number; height?: number } = {}) {
  return width * height;
}
function second([, b = 'none']: string[] = []) {
  return b;
}

export function main() {
  console.log(area(), area({ width: 3 }), area({ width: 3, height: 4 })); // expect: 1 9 12
  console.log(second(), second(['a']), second(['a', 'b'])); // expect: none none b
}
