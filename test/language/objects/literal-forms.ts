// Shorthand, computed keys, methods and quoted keys in one literal.
export function main() {
  const a = 1;
  const key = 'dyn';
  const o = {
    a,
    'quoted key': 2,
    [key + 'amic']: 3,
    method() {
      return this.a;
    },
    4: 'four',
    5.5: 'five and a half',
  };
  console.log(o.a, o['quoted key'], o['dynamic'], o.method(), o[4], o[5.5]); // expect: 1 2 3 1 four five and a half
}
