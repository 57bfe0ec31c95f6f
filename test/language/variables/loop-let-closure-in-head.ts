// A closure made in the head of a loop captures the first binding, not the turns'.
export function main() {
  let read = () => -1;
  const turns: number[] = [];
  for (let i = 0, capture = (read = () => i); i < 3; i++) {
    turns.push(i);
  }
  console.log(turns.join(), read()); // expect: 0,1,2 0
}
