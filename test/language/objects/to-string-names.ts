// Default text of objects.
export function main() {
  console.log(`${{}}`, String(Object.create({})), {}.toString(), {}.toLocaleString()); // expect: [object Object] [object Object] [object Object] [object Object]
  console.log(({} as any).valueOf() !== null, [1, 2].toLocaleString().length > 0); // expect: true true
}
