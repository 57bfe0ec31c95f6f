// Equal elements keep their order, in short and long arrays.
export function main() {
  const people = Array.from({ length: 300 }, (_, i) => ({ group: (i * 7) % 5, id: i }));
  people.sort((a, b) => a.group - b.group);
  let ok = true;
  for (let i = 1; i < people.length; i++) {
    const a = people[i - 1];
    const b = people[i];
    if (a.group > b.group || (a.group === b.group && a.id > b.id)) ok = false;
  }
  console.log(ok, people[0].id, people[299].id); // expect: true 0 297
}
