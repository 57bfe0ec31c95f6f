/** Array.prototype.sort and toSorted: a stable merge sort (ECMA-262 §23.1.3.30). */
import { denseCopy, receiverOf } from './arrays';
import { hasIndex, lengthOf } from './convert';

function requireComparator(comparator: any): any {
  if (comparator !== undefined && typeof comparator !== 'function') {
    throw new TypeError('The comparison function must be either a function or undefined');
  }
}

export function arraySort(this: any, comparator: any): any {
  requireComparator(comparator);
  const list = receiverOf(this, 'sort');
  const length = lengthOf(list);
  const values: any[] = [];
  let missing = 0;
  let holes = 0;
  for (let i = 0; i < length; i++) {
    const value = list[i];
    if (value !== undefined) $arrayPush(values, value);
    else if (hasIndex(list, i)) missing++;
    else holes++;
  }
  const sorted = sortValues(values, comparator);
  const count = sorted.length;
  for (let i = 0; i < count; i++) list[i] = sorted[i];
  for (let i = 0; i < missing; i++) list[count + i] = undefined;
  for (let i = count + missing; i < length && holes > 0; i++) if (hasIndex(list, i)) delete list[i];
  return list;
}

export function arrayToSorted(this: any, comparator: any): any {
  requireComparator(comparator);
  const list = receiverOf(this, 'toSorted');
  const copy = denseCopy(list, lengthOf(list));
  const values: any[] = [];
  for (const value of copy) if (value !== undefined) $arrayPush(values, value);
  const sorted = sortValues(values, comparator);
  while (sorted.length < copy.length) $arrayPush(sorted, undefined);
  return sorted;
}

/** Sorts values other than undefined; gives an array that holds them in order. */
function sortValues(values: any, comparator: any): any {
  if (comparator !== undefined) return sortBy(values, comparator);
  const texts: any[] = [];
  for (const value of values) $arrayPush(texts, typeof value === 'string' ? value : `${value}`);
  return sortByText(values, texts);
}

/** Elements that an insertion sort orders before merging begins. */
const RUN = 6;

/** Sorts by a comparator of the program, which may do anything: the two arrays are ours alone. */
function sortBy(values: any, comparator: any): any {
  const length = values.length;
  for (let start = 0; start < length; start += RUN) {
    const end = start + RUN < length ? start + RUN : length;
    for (let i = start + 1; i < end; i++) {
      const value = values[i];
      let j = i;
      while (j > start && comparator(values[j - 1], value) > 0) {
        values[j] = values[j - 1];
        j--;
      }
      values[j] = value;
    }
  }
  let from = values;
  let to: any[] = [];
  for (let i = 0; i < length; i++) $arrayPush(to, undefined);
  for (let width = RUN; width < length; width *= 2) {
    for (let start = 0; start < length; start += width * 2) {
      mergeBy(
        from,
        to,
        start,
        start + width,
        start + width * 2 < length ? start + width * 2 : length,
        comparator,
      );
    }
    const other = from;
    from = to;
    to = other;
  }
  return from;
}

/** Merges [start, middle) and [middle, end). */
function mergeBy(from: any, to: any, start: any, middle: any, end: any, comparator: any): any {
  let left = start;
  let right = middle;
  let out = start;
  if (middle < end && comparator(from[middle - 1], from[middle]) > 0) {
    while (left < middle && right < end) {
      const a = from[left];
      const b = from[right];
      if (comparator(a, b) > 0) {
        to[out++] = b;
        right++;
      } else {
        to[out++] = a;
        left++;
      }
    }
  }
  const stop = middle < end ? middle : end;
  while (left < stop) to[out++] = from[left++];
  while (right < end) to[out++] = from[right++];
}

/** Sorts values by their texts. */
function sortByText(values: any, texts: any): any {
  const length = values.length;
  const otherValues: any[] = [];
  const otherTexts: any[] = [];
  for (let i = 0; i < length; i++) {
    $arrayPush(otherValues, undefined);
    $arrayPush(otherTexts, undefined);
  }
  let from = values;
  let to = otherValues;
  let fromTexts = texts;
  let toTexts = otherTexts;
  for (let width = 1; width < length; width *= 2) {
    for (let start = 0; start < length; start += width * 2) {
      const middle = start + width < length ? start + width : length;
      const end = start + width * 2 < length ? start + width * 2 : length;
      let left = start;
      let right = middle;
      for (let out = start; out < end; out++) {
        if (left < middle && (right >= end || fromTexts[left] <= fromTexts[right])) {
          toTexts[out] = fromTexts[left];
          to[out] = from[left++];
        } else {
          toTexts[out] = fromTexts[right];
          to[out] = from[right++];
        }
      }
    }
    const swappedTexts = fromTexts;
    fromTexts = toTexts;
    toTexts = swappedTexts;
    const swapped = from;
    from = to;
    to = swapped;
  }
  return from;
}
