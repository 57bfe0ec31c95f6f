// Closures of one scope share its variables.
export function main() {
  let set = (_: number) => {};
  let get = () => 0;
  {
    let hidden = 1;
    set = (n) => {
      hidden = n;
    };
    get = () => hidden;
  }
  console.log(get()); // expect: 1
  set(42);
  console.log(get()); // expect: 42
}
