// Arithmetic and + ask valueOf first, templates ask toString first.
export function main() {
  const o: any = {
    valueOf() {
      return 42;
    },
    toString() {
      return 'text';
    },
  };
  console.log(o + 1, o + '', `${o}`, o * 2, o > 41, o == 42, String(o), Number(o), +o); // expect: 43 42 text 84 true true text 42 42
  console.log([o].join(), ({ text: 1 } as any)[o]); // expect: text 1
}
