// A numeric enum is an object with names and values as keys.
enum Day {
  Mon,
  Tue,
}

export function main() {
  console.log(Object.keys(Day).join(), Object.values(Day).join(), Object.entries(Day).join('|')); // expect: 0,1,Mon,Tue Mon,Tue,0,1 0,Mon|1,Tue|Mon,0|Tue,1
  console.log(typeof Day, Day.Mon in Day); // expect: object true
}
