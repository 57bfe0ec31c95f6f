// forEach gives value, key and map.
export function main() {
  const m = new Map([
    ['x', 1],
    ['y', 2],
  ]);
  const log: string[] = [];
  const r = m.forEach(
    function (this: any, v, k, whole) {
      log.push(`${k}${v}${whole === m}${this.t}`);
    },
    { t: '!' },
  );
  console.log(log.join(), r); // expect: x1true!,y2true! undefined
}
