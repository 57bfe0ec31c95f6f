// Where line ends stand for semicolons.
export function main() {
let a = 1
let b = 2
const f = () => {
  return
  5
}
console.log(a + b, f()) // expect: 3 undefined
let i = 0
let j = 0
i
++
j
console.log(i, j) // expect: 0 1
}
