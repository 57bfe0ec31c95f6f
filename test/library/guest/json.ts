// JSON: good and bad texts, and what has no text.
import { line } from './support';

const texts = [
  '',
  '{',
  '[1,]',
  '{"a":}',
  'nul',
  'nulx',
  '"\\x"',
  '"a\nb"',
  '01',
  '1.',
  '.5',
  '-',
  '+1',
  '1e5',
  '1e',
  '[1,2',
  '{"a":1,}',
  '{"a":1 "b"}',
  '{"a"}',
  '{a:1}',
  "'a'",
  '"\\u00e9\\n\\"',
  '"\\ud83d\\ude00"',
  '"\\u12g4"',
  ' [ 1 , {"b" : null } ] ',
  'true false',
  '-0',
  '1E400',
  '"\t"',
  '[[[[]]]]',
  '{"a":1,"a":2}',
  'undefined',
  '\u00a01',
  '123456789012345678901234567890',
  '{"1":1,"b":2,"0":3}',
  '{"a":[1,2,3],"b":{"c":nope}}',
  '[object Object]',
  `[${'1,'.repeat(30)}x]`,
];

export function main() {
  for (const text of texts) {
    line(`parse ${text}`, () => JSON.parse(text));
    line(`revive ${text}`, () =>
      JSON.parse(text, (_key, value) =>
        Array.isArray(value) ? value.length : typeof value === 'number' ? value + 1 : value,
      ),
    );
  }
  const mixed = {
    a: [undefined, () => 1, Symbol('x')],
    b: undefined,
    c: new Map(),
    d: new Set([1]),
    e: Number.NaN,
    f: -0,
    g: Number.POSITIVE_INFINITY,
    h: { toJSON: () => 'text' },
    i: [[]],
    j: {},
    1: 'one',
  };
  for (const space of [undefined, 2, '--', 20, -1, new Number(3), null]) {
    line(`stringify with ${String(space)}`, () => JSON.stringify(mixed, null, space as any));
  }
  line('chosen keys', () =>
    JSON.stringify({ b: 1, a: { b: 2, c: 3 }, 1: 1 }, ['b', 'a', 1, 'b'] as any),
  );
  line('replacer', () =>
    JSON.stringify({ a: 1, b: 'x' }, (key, value) => (key === 'a' ? undefined : value)),
  );
  line('escapes', () => JSON.stringify('\u2028\ud800\u0007"\\\b\f\n\r\t\u007f'));
  line('symbols', () => JSON.stringify({ [Symbol('a')]: 1, k: 1 }));
  line('hidden', () =>
    JSON.stringify(Object.create({ x: 1 }, { y: { value: 2, enumerable: true }, z: { value: 3 } })),
  );
  line('wrappers', () =>
    JSON.stringify([new Number(3), new String('s'), new Boolean(true), Object(Symbol())]),
  );
  for (const value of [undefined, null, Symbol('s'), [], {}]) {
    line(`stringify ${String(value)}`, () => JSON.stringify(value, null, 2));
  }
}
