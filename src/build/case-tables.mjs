// @ts-check
// Writes assembly/heap/case-tables.ts from the Unicode data of the Node that runs it. Run by hand when
// the Unicode version is to move; the tables are the core's own, so every host gives the same text.
//
//   node src/build/case-tables.mjs && npm run format

import { writeFileSync } from 'node:fs';
import { versions } from 'node:process';
import { at } from './paths.mjs';

const FIRST = 0x80;
/** The Greek letters with iota subscript follow a rule (see case-mapping.ts). */
const isRuled = (/** @type {number} */ point) => point >= 0x1f80 && point <= 0x1faf;
const isSurrogate = (/** @type {number} */ point) => point >= 0xd800 && point <= 0xdfff;

/** @typedef {{first: number, last: number, delta: number, stride: number}} Range */

/**
 * Points whose mapping is one point, as ranges of stride 1 or 2, and the others.
 * @param {(text: string) => string} map
 * @param {number} from
 * @param {number} to
 */
function mapping(map, from, to) {
  /** @type {Range[]} */
  const ranges = [];
  /** @type {[number, string][]} */
  const special = [];
  for (let point = from; point <= to; point++) {
    if (isSurrogate(point)) continue;
    const text = String.fromCodePoint(point);
    const mapped = map(text);
    if (mapped === text) continue;
    if ([...mapped].length > 1) {
      if (!isRuled(point)) special.push([point, mapped]);
      continue;
    }
    if (isRuled(point) && map === upper) continue;
    const delta = /** @type {number} */ (mapped.codePointAt(0)) - point;
    const last = ranges.at(-1);
    const step = last ? point - last.last : 0;
    if (last && last.delta === delta && (last.stride ? step === last.stride : step <= 2)) {
      last.stride = step;
      last.last = point;
    } else {
      ranges.push({ first: point, last: point, delta, stride: 0 });
    }
  }
  return { ranges, special };
}

/** Where membership changes, in one plane-wide numbering. @param {RegExp} set @param {number} from @param {number} to */
function boundaries(set, from, to) {
  const result = [];
  let member = false;
  for (let point = from; point <= to; point++) {
    const now = !isSurrogate(point) && set.test(String.fromCodePoint(point));
    if (now !== member) result.push(point - from);
    member = now;
  }
  return result;
}

/** @param {string} name @param {number[]} values @param {string} about */
function table(name, values, about) {
  const words = values.map((value) => `0x${(value & 0xffff).toString(16)}`);
  const lines = [];
  for (let i = 0; i < words.length; i += 12) lines.push(`  ${words.slice(i, i + 12).join(', ')},`);
  return `/** ${about} */
export const ${name}: usize = memory.data<u16>([
${lines.join('\n')}
]);
export const ${name}_LENGTH: u32 = ${values.length};
`;
}

/** @param {Range[]} ranges */
const packed = (ranges) =>
  ranges.flatMap(({ first, last, delta, stride }) => [
    first,
    ((last - first) << 1) | (stride === 2 ? 1 : 0),
    delta,
  ]);

const upper = (/** @type {string} */ text) => text.toUpperCase();
const lower = (/** @type {string} */ text) => text.toLowerCase();
const upperMap = mapping(upper, FIRST, 0xffff);
const lowerMap = mapping(lower, FIRST, 0xffff);
const isSingle = (/** @type {Range} */ range) => range.first === range.last;
const singles = (/** @type {Range[]} */ ranges) =>
  ranges.filter(isSingle).flatMap(({ first, delta }) => [first, first + delta]);
const wide = (/** @type {Range[]} */ ranges) => ranges.filter((range) => !isSingle(range));

// Supplementary letters: the same numbering, less 0x10000; every range has stride 1, none leaves plane 1.
const upperPlane1 = mapping(upper, 0x10000, 0x10ffff);
const lowerPlane1 = mapping(lower, 0x10000, 0x10ffff);
for (const range of [...upperPlane1.ranges, ...lowerPlane1.ranges]) {
  if (range.last > 0x1ffff || range.stride === 2) throw new Error('a range of another kind');
}
if (upperPlane1.special.length || lowerPlane1.special.length) throw new Error('a special case');
if (lowerMap.special.length !== 1 || lowerMap.special[0][0] !== 0x130) throw new Error('another İ');
const tooFar = 0x10ffff;
const offBmp = (/** @type {Range[]} */ ranges) =>
  ranges.map(({ first, last, delta, stride }) => ({
    first: first - 0x10000,
    last: last - 0x10000,
    delta,
    stride,
  }));

// Supplementary points are numbered within plane 1; U+E0000 – U+E01FF of plane 14 take its unused end, from 0xfe00.
/** @param {RegExp} set */
function supplementary(set) {
  const plane1 = boundaries(set, 0x10000, 0x1ffff);
  if (plane1.some((point) => point >= 0xfe00)) throw new Error('plane 1 is used to its end');
  const plane14 = boundaries(set, 0xe0000, 0xe01ff).map((point) => point + 0xfe00);
  for (let point = 0x20000; point <= tooFar; point++) {
    if (point >= 0xe0000 && point <= 0xe01ff) continue;
    if (set.test(String.fromCodePoint(point))) throw new Error(`${point.toString(16)} is a member`);
  }
  return [...plane1, ...plane14];
}

const CASED = /\p{Cased}/u;
const CASE_IGNORABLE = /\p{Case_Ignorable}/u;
const special = upperMap.special.flatMap(([point, text]) => [
  point,
  text.charCodeAt(0),
  text.charCodeAt(1),
  text.length === 3 ? text.charCodeAt(2) : 0,
]);

const range = '{first, (last - first) << 1 | (1 if only every second), delta}';
const parts = [
  `/**
 * Letter case of Unicode ${versions.unicode}: written by src/build/case-tables.mjs, read by case-mapping.ts. From U+0080 on;
 * supplementary points less 0x10000. Sorted, for binary search.
 */
`,
  table('UPPER_RANGES', packed(wide(upperMap.ranges)), `${range} of letters with an upper case.`),
  table(
    'UPPER_SINGLES',
    singles(upperMap.ranges),
    '{letter, its upper case} where there is no range.',
  ),
  table(
    'UPPER_PLANE1',
    packed(offBmp(upperPlane1.ranges)),
    'UPPER_RANGES of supplementary letters.',
  ),
  table(
    'UPPER_SPECIAL',
    special,
    '{letter, first, second, third unit or 0} of upper cases of several units.',
  ),
  table('LOWER_RANGES', packed(wide(lowerMap.ranges)), `${range} of letters with a lower case.`),
  table(
    'LOWER_SINGLES',
    singles(lowerMap.ranges),
    '{letter, its lower case} where there is no range.',
  ),
  table(
    'LOWER_PLANE1',
    packed(offBmp(lowerPlane1.ranges)),
    'LOWER_RANGES of supplementary letters.',
  ),
  table('CASED', boundaries(CASED, 0, 0xffff), 'Where the property Cased begins, ends, begins…'),
  table(
    'CASED_PLANE1',
    supplementary(CASED),
    'The same for supplementary points; those of plane 14 from 0xfe00.',
  ),
  table(
    'CASE_IGNORABLE',
    boundaries(CASE_IGNORABLE, 0, 0xffff),
    'The same for the property Case_Ignorable.',
  ),
  table('CASE_IGNORABLE_PLANE1', supplementary(CASE_IGNORABLE), 'And for supplementary points.'),
];
writeFileSync(at('assembly/heap/case-tables.ts'), parts.join('\n'));
const words = [...parts.join('').matchAll(/_LENGTH: u32 = (\d+)/g)].map((match) =>
  Number(match[1]),
);
console.log(`${words.reduce((a, b) => a + b, 0) * 2} bytes of tables`, words.join(' '));
