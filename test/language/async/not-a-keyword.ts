// @check: off
// async is a name like others where no function follows.
export function main() {
  const async = (n) => n + 1;
  const o = {
    async: 2,
    async m() {
      return 3;
    },
    get async2() {
      return 4;
    },
  };
  console.log(async(1), o.async, typeof o.m, o.async2); // expect: 2 2 function 4
}
