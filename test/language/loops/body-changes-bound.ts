// The condition is asked anew at each turn.
export function main() {
  const list = [1];
  for (let i = 0; i < list.length; i++) if (list.length < 6) list.push(list[i] * 2);
  console.log(list.join()); // expect: 1,2,4,8,16,32
}
