/**
 * Programs that try to hold the host up: loops without end around the operations that could take
 * long for little. Each goes on until something stops it; what throws is caught and begun anew.
 */

export interface HostileProgram {
  readonly name: string;
  /** The body of an endless loop; `setup` runs once before it. */
  readonly setup?: string;
  readonly body: string;
}

export const hostilePrograms: readonly HostileProgram[] = [
  { name: 'empty loop', body: '' },
  {
    name: 'recursion without end',
    setup: 'const deeper = (n: number): number => deeper(n + 1) + 1;',
    body: 'deeper(0);',
  },
  {
    name: 'an array that grows',
    setup: 'let list: number[] = [];',
    body: 'list.push(1); if (list.length > 2e6) list = [];',
  },
  {
    name: 'arrays of a million holes filled',
    body: 'new Array<number>(1e6).fill(0);',
  },
  {
    name: 'a text that doubles',
    setup: "let text = 'x';",
    body: "text += text; if (text.length > 1e7) text = 'x';",
  },
  {
    name: 'a rope flattened again and again',
    setup: "let rope = '';",
    body: "for (let i = 0; i < 1e5; i++) rope = 'ab' + rope; rope.charCodeAt(7); rope = '';",
  },
  {
    name: 'long texts compared',
    setup: "const left = 'x'.repeat(1e6) + 'y'; const right = 'x'.repeat(1e6) + 'z'; let same = 0;",
    body: 'if (left === right) same++; if (left < right) same++;',
  },
  {
    name: 'indexOf that nearly matches',
    setup: "const hay = 'a'.repeat(1e5); const needle = 'a'.repeat(5e4) + 'b';",
    body: 'hay.indexOf(needle);',
  },
  {
    name: 'long texts replaced',
    setup: "const source = 'a'.repeat(2e5);",
    body: "source.replaceAll('a', 'bb');",
  },
  {
    name: 'split and join',
    setup: "const line = 'a,'.repeat(1e5);",
    body: "line.split(',').join(';');",
  },
  {
    name: 'objects of many properties',
    body: "const bag: Record<string, number> = {}; for (let i = 0; i < 2e4; i++) bag['k' + i] = i; Object.keys(bag);",
  },
  {
    name: 'shapes without end',
    setup: 'let shape = 0;',
    body: "const made: Record<string, number> = {}; made['a' + (shape % 5000)] = 1; made['b' + (shape % 777)] = 2; shape++;",
  },
  {
    name: 'properties deleted and added',
    setup:
      "const bag: Record<string, number> = {}; for (let i = 0; i < 1000; i++) bag['k' + i] = i; let turn = 0;",
    body: "delete bag['k' + (turn % 1000)]; bag['k' + ((turn * 7) % 1000)] = turn; turn++;",
  },
  {
    name: 'a Map that grows',
    setup: 'let map = new Map<number, number>();',
    body: 'map.set(map.size, 1); if (map.size > 5e5) map = new Map();',
  },
  {
    name: 'keys of a Map made to collide',
    setup: 'let map = new Map<number, number>(); let key = 0;',
    body: 'map.set(key * 65536, 1); key++; if (key > 1e5) { map = new Map(); key = 0; }',
  },
  {
    name: 'arrays sorted by a hostile comparison',
    setup:
      'const list: number[] = []; for (let i = 0; i < 1e4; i++) list.push((i * 7919) % 10007);',
    body: 'let turn = 0; list.slice().sort(() => (turn++ % 3) - 1);',
  },
  {
    name: 'a large array sorted as text',
    setup:
      'const list: number[] = []; for (let i = 0; i < 2e4; i++) list.push((i * 7919) % 10007);',
    body: 'list.slice().sort();',
  },
  {
    name: 'elements moved by shift, unshift and splice',
    setup: 'const list = new Array<number>(1e5).fill(1);',
    body: 'list.shift(); list.unshift(2); list.splice(5e4, 1, 3, 4); list.pop();',
  },
  {
    name: 'large arrays copied',
    setup: 'const list = new Array<number>(2e5).fill(1);',
    body: 'list.concat(list).slice(1).reverse().indexOf(2); [...list];',
  },
  {
    name: 'JSON of a large tree',
    setup:
      "const tree: unknown[] = []; for (let i = 0; i < 1e4; i++) tree.push({ id: i, text: 'number ' + i });",
    body: 'JSON.parse(JSON.stringify(tree));',
  },
  {
    name: 'numbers written and read',
    setup: 'let number = 1.1;',
    body: 'number = (number * 1.7) % 1e300; parseFloat(String(number)); Number((number * 1e-308).toString());',
  },
  {
    name: 'a numeral of a million digits',
    setup: "const digits = '1' + '0'.repeat(1e6) + 'e-1000000';",
    body: 'Number(digits);',
  },
  {
    name: 'errors thrown and caught',
    body: "try { throw new Error('again'); } catch { }",
  },
  {
    name: 'closures that keep closures',
    setup: 'let last: () => unknown = () => 0; let count = 0;',
    body: 'const inner = last; last = () => inner; count++; if (count % 3e5 === 0) last = () => 0;',
  },
  {
    name: 'long lists collected',
    setup: 'interface Link { next: Link | null } let head: Link | null = null; let count = 0;',
    body: 'head = { next: head }; count++; if (count % 8e5 === 0) head = null;',
  },
  {
    name: 'spread of long arguments',
    setup:
      'const list = new Array<number>(5e4).fill(1); const sum = (...all: number[]) => all.length;',
    body: 'sum(...list); Math.max(...list);',
  },
];

export function sourceOf(program: HostileProgram): string {
  return `export function main(): void {
  ${program.setup ?? ''}
  while (true) {
    try {
      while (true) { ${program.body} }
    } catch { }
  }
}
`;
}
