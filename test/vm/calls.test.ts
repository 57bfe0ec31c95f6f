/** `vm.call` by the types of the program's exports. What is not allowed is checked by `npm run typecheck`, the rest runs too. */
import { Program, type Task, Vm } from 'raya-vm';
import { Compiler } from 'raya-vm/compiler';
import { expect, expectTypeOf, test } from 'vitest';
import { makeRuntime } from './support';

interface Shop {
  total(prices: number[], tax?: number): number;
  find(name: string): Promise<{ name: string; price: number } | undefined>;
  join(...words: string[]): string;
  version: string;
}

const compiler = new Compiler({ check: 'off' });
const source = `
  export const total = (prices, tax = 0) => prices.reduce((sum, price) => sum + price, tax);
  export async function find(name) { return name === 'tea' ? { name, price: 3.5 } : undefined }
  export const join = (...words) => words.join(' ');
  export const version = '1.0';
`;
const program = compiler.compileString<Shop>(source);

test('loadBytecode gives the Vm the types of its program', async () => {
  const vm = new Vm({ runtime: makeRuntime() }).loadBytecode(program);
  expectTypeOf(vm).toEqualTypeOf<Vm<Shop>>();
  expectTypeOf(vm.call.total).toEqualTypeOf<(prices: number[], tax?: number) => Task<number>>();
  // An async function's Task gives what its promise would.
  expectTypeOf(vm.call.find).returns.toEqualTypeOf<
    Task<{ name: string; price: number } | undefined>
  >();
  expectTypeOf(vm.call.join).parameters.toEqualTypeOf<string[]>();
  expect((await vm.call.find('tea'))?.price).toBe(3.5);
  expect((await vm.call.total([1, 2], 3)).toFixed(1)).toBe('6.0');
  expect((await vm.call.join('a', 'b')).length).toBe(3);
});

test('the types can be named where the Vm is made', async () => {
  const vm = new Vm<Shop>({ runtime: makeRuntime() });
  vm.loadBytecode(program.bytecode);
  expectTypeOf(vm.call.total).returns.toEqualTypeOf<Task<number>>();
  expect(await vm.call.total([1])).toBe(1);
  // Bytes say nothing of types, so they may be said for them.
  expectTypeOf(Program.fromBytes<Shop>(program.bytecode)).toEqualTypeOf<Program<Shop>>();
});

test('what the program does not export, or takes otherwise, is an error of types', async () => {
  const vm = new Vm({ runtime: makeRuntime() }).loadBytecode(program);
  expectTypeOf(vm.call).not.toHaveProperty('version');
  expectTypeOf(vm.call).not.toHaveProperty('nothing');
  // @ts-expect-error: one argument is no array
  await expect(vm.call.total(1)).rejects.toThrow(/not a function/);
  // @ts-expect-error: there is no such function
  await expect(vm.call.nothing()).rejects.toMatchObject({ code: 'NO_ENTRY' });
  // @ts-expect-error: another program than the Vm was made for
  new Vm<{ other(): void }>({ runtime: makeRuntime() }).loadBytecode(program);
});

test('without types any name is a function, as before', async () => {
  const vm = new Vm({ runtime: makeRuntime() });
  vm.loadBytecode(compiler.compileString(source));
  expectTypeOf(vm).toEqualTypeOf<Vm>();
  expectTypeOf(vm.call).toEqualTypeOf<{
    readonly [name: string]: (...args: unknown[]) => Task<any>;
  }>();
  expect(await vm.call.total!([1, 2])).toBe(3);
  // A Vm with types is a Vm: functions that take any Vm take it.
  expectTypeOf(new Vm<Shop>({ runtime: makeRuntime() })).toExtend<Vm>();
});
