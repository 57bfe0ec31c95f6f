// An anonymous function as default takes the name of the variable.
export function main() {
  const { f = () => 0, g: h = class {} } = {} as any;
  const [k = function () {}] = [] as any[];
  console.log(f.name, h.name, k.name); // expect: f h k
}
