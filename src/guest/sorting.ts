/**
 * Array.prototype.sort and toSorted (ECMA-262 §23.1.3.30): a stable merge sort of natural runs, after Tim Peters' listsort.txt
 * (CPython). ECMA-262 leaves the order of comparisons open; this is the one that V8 makes, so that comparators which
 * contradict themselves, count or print do here what they do in Node.
 *
 *   sort      { list, order, scratch, starts, lengths, gallop }
 *   list      the values, ours alone: the program's comparator may do anything to the array
 *   runs      sorted stretches that wait to be merged, the innermost last: starts[i], lengths[i]
 *   gallop    how often one run must win in a row before it is searched in leaps
 */
import { moveElements } from './array-slow';
import { denseCopy, objectOf } from './arrays';
import { hasIndex, lengthOf } from './convert';

function requireComparator(comparator: any): any {
  if (comparator !== undefined && typeof comparator !== 'function') {
    throw new TypeError('The comparison function must be either a function or undefined');
  }
}

export function arraySort(this: any, comparator: any): any {
  requireComparator(comparator);
  const list = objectOf(this);
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
  const list = objectOf(this);
  const copy = denseCopy(list, lengthOf(list));
  const values: any[] = [];
  for (const value of copy) if (value !== undefined) $arrayPush(values, value);
  const sorted = sortValues(values, comparator);
  while (sorted.length < copy.length) $arrayPush(sorted, undefined);
  return sorted;
}

/** Sorts values other than undefined; gives an array that holds them in order. */
function sortValues(values: any, comparator: any): any {
  if (values.length < 2) return values;
  if (comparator !== undefined) return mergeSort(values, comparator);
  const texts: any[] = [];
  for (const value of values) $arrayPush(texts, typeof value === 'string' ? value : `${value}`);
  return sortByText(values, texts);
}

// ---- By a comparator of the program ----

/** Shorter lists are one run. */
const MIN_MERGE = 64;
const MIN_GALLOP = 7;

function mergeSort(list: any, order: any): any {
  const length = list.length;
  const sort: any = { list, order, scratch: [], starts: [], lengths: [], gallop: MIN_GALLOP };
  const minimum = minimumRun(length);
  let low = 0;
  let left = length;
  while (left > 0) {
    let run = countRun(list, order, low, low + left);
    if (run < minimum) {
      const forced = left < minimum ? left : minimum;
      insertionSort(list, order, low, low + run, low + forced);
      run = forced;
    }
    $arrayPush(sort.starts, low);
    $arrayPush(sort.lengths, run);
    mergeCollapse(sort);
    low += run;
    left -= run;
  }
  mergeAll(sort);
  return list;
}

/** A length of runs that makes their number a power of two, or a little less. */
function minimumRun(length: any): any {
  let n = length;
  let odd = 0;
  while (n >= MIN_MERGE) {
    odd |= n & 1;
    n >>= 1;
  }
  return n + odd;
}

/** Length of the run at `low`; one that descends strictly is reversed. */
function countRun(list: any, order: any, low: any, high: any): any {
  let index = low + 1;
  if (index === high) return 1;
  let previous = list[index];
  const descending = +order(previous, list[low]) < 0;
  index++;
  while (index < high) {
    const value = list[index];
    const sign = +order(value, previous);
    if (descending ? !(sign < 0) : sign < 0) break;
    previous = value;
    index++;
  }
  if (descending) {
    let first = low;
    let last = index - 1;
    while (first < last) {
      const value = list[first];
      list[first++] = list[last];
      list[last--] = value;
    }
  }
  return index - low;
}

/** Sorts [low, high), of which [low, start) is sorted, each value put where a binary search finds its place. */
function insertionSort(list: any, order: any, low: any, start: any, high: any): any {
  for (let index = start; index < high; index++) {
    const value = list[index];
    let left = low;
    let right = index;
    while (left < right) {
      const middle = left + ((right - left) >> 1);
      if (+order(value, list[middle]) < 0) right = middle;
      else left = middle + 1;
    }
    if (left < index) $arrayMoveRange(list, left + 1, left, index - left);
    list[left] = value;
  }
}

/** Merges until the lengths of the waiting runs, from the innermost out, grow faster than Fibonacci's numbers. */
function mergeCollapse(sort: any): any {
  const { lengths } = sort;
  while (lengths.length > 1) {
    let n = lengths.length - 2;
    if (
      (n > 0 && lengths[n - 1] <= lengths[n] + lengths[n + 1]) ||
      (n > 1 && lengths[n - 2] <= lengths[n - 1] + lengths[n])
    ) {
      if (lengths[n - 1] < lengths[n + 1]) n--;
      mergeAt(sort, n);
    } else if (lengths[n] <= lengths[n + 1]) mergeAt(sort, n);
    else break;
  }
}

function mergeAll(sort: any): any {
  const { lengths } = sort;
  while (lengths.length > 1) {
    let n = lengths.length - 2;
    if (n > 0 && lengths[n - 1] < lengths[n + 1]) n--;
    mergeAt(sort, n);
  }
}

/** Merges waiting runs n and n + 1. */
function mergeAt(sort: any, n: any): any {
  const { list, order, starts, lengths } = sort;
  let startA = starts[n];
  let lengthA = lengths[n];
  const startB = starts[n + 1];
  let lengthB = lengths[n + 1];
  lengths[n] = lengthA + lengthB;
  if (n + 3 === lengths.length) {
    starts[n + 1] = starts[n + 2];
    lengths[n + 1] = lengths[n + 2];
  }
  starts.length--;
  lengths.length--;
  // What of A stays in front, and what of B stays behind, is left alone.
  const skipped = gallopRight(list, order, list[startB], startA, lengthA, 0);
  startA += skipped;
  lengthA -= skipped;
  if (lengthA === 0) return;
  lengthB = gallopLeft(list, order, list[startA + lengthA - 1], startB, lengthB, lengthB - 1);
  if (lengthB === 0) return;
  if (lengthA <= lengthB) mergeLow(sort, startA, lengthA, startB, lengthB);
  else mergeHigh(sort, startA, lengthA, startB, lengthB);
}

/** How many of list[base … base + length) come before `key`, equals not counted; the search leaps out from `hint`. */
function gallopLeft(list: any, order: any, key: any, base: any, length: any, hint: any): any {
  let last = 0;
  let offset = 1;
  if (+order(list[base + hint], key) < 0) {
    const most = length - hint;
    while (offset < most && +order(list[base + hint + offset], key) < 0) {
      last = offset;
      offset = offset * 2 + 1;
    }
    if (offset > most) offset = most;
    last += hint;
    offset += hint;
  } else {
    const most = hint + 1;
    while (offset < most && !(+order(list[base + hint - offset], key) < 0)) {
      last = offset;
      offset = offset * 2 + 1;
    }
    if (offset > most) offset = most;
    const swapped = last;
    last = hint - offset;
    offset = hint - swapped;
  }
  last++;
  while (last < offset) {
    const middle = last + ((offset - last) >> 1);
    if (+order(list[base + middle], key) < 0) last = middle + 1;
    else offset = middle;
  }
  return offset;
}

/** The same with equals counted. */
function gallopRight(list: any, order: any, key: any, base: any, length: any, hint: any): any {
  let last = 0;
  let offset = 1;
  if (+order(key, list[base + hint]) < 0) {
    const most = hint + 1;
    while (offset < most && +order(key, list[base + hint - offset]) < 0) {
      last = offset;
      offset = offset * 2 + 1;
    }
    if (offset > most) offset = most;
    const swapped = last;
    last = hint - offset;
    offset = hint - swapped;
  } else {
    const most = length - hint;
    while (offset < most && !(+order(key, list[base + hint + offset]) < 0)) {
      last = offset;
      offset = offset * 2 + 1;
    }
    if (offset > most) offset = most;
    last += hint;
    offset += hint;
  }
  last++;
  while (last < offset) {
    const middle = last + ((offset - last) >> 1);
    if (+order(key, list[base + middle]) < 0) offset = middle;
    else last = middle + 1;
  }
  return offset;
}

/** Copies list[from … from + count) to target[to …), whichever way is safe. */
function copy(source: any, from: any, target: any, to: any, count: any): any {
  if (source === target) moveElements(target, to, from, count);
  else for (let i = 0; i < count; i++) target[to + i] = source[from + i];
}

/** Merges A with B, which follows it, A being the shorter: A moves out of the way, and the front fills up. */
function mergeLow(sort: any, startA: any, countA: any, startB: any, countB: any): any {
  const { list, order, scratch } = sort;
  copy(list, startA, scratch, 0, countA);
  let leftA = countA;
  let leftB = countB;
  let to = startA;
  let a = 0;
  let b = startB;
  list[to++] = list[b++];
  leftB--;
  let { gallop } = sort;
  merging: while (leftB > 0 && leftA > 1) {
    let winsA = 0;
    let winsB = 0;
    // One by one, until one run wins so often that it pays to search in it.
    for (;;) {
      if (+order(list[b], scratch[a]) < 0) {
        list[to++] = list[b++];
        winsB++;
        leftB--;
        winsA = 0;
        if (leftB === 0) break merging;
        if (winsB >= gallop) break;
      } else {
        list[to++] = scratch[a++];
        winsA++;
        leftA--;
        winsB = 0;
        if (leftA === 1) break merging;
        if (winsA >= gallop) break;
      }
    }
    gallop++;
    do {
      if (gallop > 2) gallop--;
      else gallop = 1;
      winsA = gallopRight(scratch, order, list[b], a, leftA, 0);
      if (winsA > 0) {
        copy(scratch, a, list, to, winsA);
        to += winsA;
        a += winsA;
        leftA -= winsA;
        if (leftA <= 1) break merging;
      }
      list[to++] = list[b++];
      if (--leftB === 0) break merging;
      winsB = gallopLeft(list, order, scratch[a], b, leftB, 0);
      if (winsB > 0) {
        copy(list, b, list, to, winsB);
        to += winsB;
        b += winsB;
        leftB -= winsB;
        if (leftB === 0) break merging;
      }
      list[to++] = scratch[a++];
      if (--leftA === 1) break merging;
    } while (winsA >= MIN_GALLOP || winsB >= MIN_GALLOP);
    gallop++;
  }
  sort.gallop = gallop < 1 ? 1 : gallop;
  if (leftB === 0) copy(scratch, a, list, to, leftA);
  else if (leftA === 1) {
    // The last of A belongs behind all of B.
    copy(list, b, list, to, leftB);
    list[to + leftB] = scratch[a];
  }
}

/** The same from the end, B being the shorter. */
function mergeHigh(sort: any, startA: any, countA: any, startB: any, countB: any): any {
  const { list, order, scratch } = sort;
  copy(list, startB, scratch, 0, countB);
  let leftA = countA;
  let leftB = countB;
  let to = startB + countB - 1;
  let a = startA + countA - 1;
  let b = countB - 1;
  list[to--] = list[a--];
  leftA--;
  let { gallop } = sort;
  merging: while (leftA > 0 && leftB > 1) {
    let winsA = 0;
    let winsB = 0;
    for (;;) {
      if (+order(scratch[b], list[a]) < 0) {
        list[to--] = list[a--];
        winsA++;
        leftA--;
        winsB = 0;
        if (leftA === 0) break merging;
        if (winsA >= gallop) break;
      } else {
        list[to--] = scratch[b--];
        winsB++;
        leftB--;
        winsA = 0;
        if (leftB === 1) break merging;
        if (winsB >= gallop) break;
      }
    }
    gallop++;
    do {
      if (gallop > 2) gallop--;
      else gallop = 1;
      winsA = leftA - gallopRight(list, order, scratch[b], startA, leftA, leftA - 1);
      if (winsA > 0) {
        to -= winsA;
        a -= winsA;
        copy(list, a + 1, list, to + 1, winsA);
        leftA -= winsA;
        if (leftA === 0) break merging;
      }
      list[to--] = scratch[b--];
      if (--leftB === 1) break merging;
      winsB = leftB - gallopLeft(scratch, order, list[a], 0, leftB, leftB - 1);
      if (winsB > 0) {
        to -= winsB;
        b -= winsB;
        copy(scratch, b + 1, list, to + 1, winsB);
        leftB -= winsB;
        if (leftB <= 1) break merging;
      }
      list[to--] = list[a--];
      if (--leftA === 0) break merging;
    } while (winsA >= MIN_GALLOP || winsB >= MIN_GALLOP);
    gallop++;
  }
  sort.gallop = gallop < 1 ? 1 : gallop;
  if (leftA === 0) copy(scratch, 0, list, to - leftB + 1, leftB);
  else if (leftB === 1) {
    // The first of B belongs in front of what is left of A.
    copy(list, a - leftA + 1, list, to - leftA + 1, leftA);
    list[to - leftA] = scratch[b];
  }
}

// ---- By text ----

/** Sorts values by their texts, whose comparison nobody sees. */
function sortByText(values: any, texts: any): any {
  const length = values.length;
  let from = values;
  let to: any[] = [];
  let fromTexts = texts;
  let toTexts: any[] = [];
  for (let i = 0; i < length; i++) {
    $arrayPush(to, undefined);
    $arrayPush(toTexts, undefined);
  }
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
