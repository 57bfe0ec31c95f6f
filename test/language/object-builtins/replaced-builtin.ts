// @check: off
// A program may replace a builtin method and see its own.
export function main() {
  const original = Array.prototype.join;
  Array.prototype.join = function () {
    return 'replaced';
  };
  console.log([1, 2].join(), String([3])); // expect: replaced replaced
  Array.prototype.join = original;
  console.log([1, 2].join()); // expect: 1,2
  Object.prototype.extra = 'everywhere';
  console.log({}.extra, [].extra, 'x'.extra, (5).extra); // expect: everywhere everywhere everywhere everywhere
  delete Object.prototype.extra;
  console.log({}.extra); // expect: undefined
}
