// Patterns nest in one another.
export function main() {
  const data = { user: { name: 'Ada', tags: ['x', 'y', 'z'], at: { city: 'London' } }, ok: true };
  const {
    user: {
      name,
      tags: [first, ...others],
      at: { city, zip = 'none' } = {} as any,
    },
  } = data as any;
  console.log(name, first, others.join(), city, zip); // expect: Ada x y,z London none
}
