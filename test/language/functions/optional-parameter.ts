// An optional parameter is undefined when left out.
function greet(name?: string, greeting?: string) {
  return `${greeting ?? 'Hello'}, ${name ?? 'you'}`;
}

export function main() {
  console.log(greet()); // expect: Hello, you
  console.log(greet('Ada')); // expect: Hello, Ada
  console.log(greet(undefined, 'Hi')); // expect: Hi, you
}
