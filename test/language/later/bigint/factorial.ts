// needs: bigint
// A large factorial.
export function main() {
  let f = 1n;
  for (let i = 1n; i <= 50n; i++) f *= i;
  console.log(f, f.toString().length, f % 1000007n); // expect: 30414093201713378043612608166064768844377641568960512000000000000 65 616772
}
