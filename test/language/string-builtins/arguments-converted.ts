// @check: off
// Arguments are converted in order, even where unused.
export function main() {
  const log = [];
  const o = (name, v) => ({
    toString() {
      log.push(name);
      return String(v);
    },
    valueOf() {
      log.push(name);
      return v;
    },
  });
  'abc'.padStart(o('length', 5), o('fill', 'x'));
  'abc'.slice(o('start', 1), o('end', 2));
  'abc'.indexOf(o('what', 'b'), o('from', 0));
  'abc'.split(o('separator', 'b'), o('limit', 9));
  console.log(log.join()); // expect: length,fill,start,end,what,from,limit,separator
}
