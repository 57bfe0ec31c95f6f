// Patterns take awaited values apart.
export async function main() {
  const load = async () => ({ user: { name: 'Ada' }, tags: ['x', 'y'] });
  const {
    user: { name },
    tags: [, second],
  } = await load();
  const [a, b = await load()] = (await Promise.all([1])) as any[];
  console.log(name, second, a, b.user.name); // expect: Ada y 1 Ada
}
