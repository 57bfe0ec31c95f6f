// A list of a thousand records.
export function main() {
  const records = Array.from({ length: 1000 }, (_, id) => ({
    id,
    name: `name ${id}`,
    tags: ['x', 'y'],
    score: id / 8,
  }));
  const text = JSON.stringify(records);
  const back = JSON.parse(text);
  console.log(
    text.length,
    back.length,
    back[999].name,
    back[5].score,
    JSON.stringify(back) === text,
  ); // expect: 59901 1000 name 999 0.625 true
}
