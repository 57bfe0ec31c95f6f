// @check: off
// A method called without its object has this undefined; parentheses alone lose nothing.
const o = {
  name: 'o',
  who() {
    return this === undefined ? 'nobody' : this.name;
  },
};

export function main() {
  console.log(o.who()); // expect: o
  const who = o.who;
  console.log(who()); // expect: nobody
  console.log((0, o.who)()); // expect: nobody
  console.log(o.who()); // expect: o
  console.log(o['who']()); // expect: o
}
