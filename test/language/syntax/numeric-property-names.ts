// Numbers as names of properties and methods.
export function main() {
  const o = {
    1: 'a',
    2.5: 'b',
    1e3: 'c',
    0x10: 'd',
    5() {
      return 'm';
    },
  };
  console.log(o[1], o['2.5'], o[1000], o['16'], o[5](), Object.keys(o).join()); // expect: a b c d m 1,5,16,1000,2.5
}
