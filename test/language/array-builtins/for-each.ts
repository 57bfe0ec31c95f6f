// forEach skips holes and gives value, index and array.
export function main() {
  const a = ['x', , 'z'];
  const log: string[] = [];
  const result = a.forEach(
    function (this: any, v, i, whole) {
      log.push(`${v}${i}${whole === a}${this.tag}`);
    },
    { tag: '!' },
  );
  console.log(log.join(), result); // expect: x0true!,z2true! undefined
}
