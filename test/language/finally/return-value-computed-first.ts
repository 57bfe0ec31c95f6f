// The value of return is computed before finally runs.
export function main() {
  let x = 1;
  const f = () => {
    try {
      return x;
    } finally {
      x = 2;
    }
  };
  console.log(f(), x); // expect: 1 2
  const o = { v: 1 };
  const g = () => {
    try {
      return o;
    } finally {
      o.v = 9;
    }
  };
  console.log(g().v); // expect: 9
}
