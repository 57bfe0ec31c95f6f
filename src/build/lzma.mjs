// @ts-check
// Compresses what the bundles embed: raw LZMA1 with lc 3, lp 0, pb 0, as src/unlzma.ts unpacks it. The parse is the
// cheapest one under the probabilities at the start of each block.

/** Bytes parsed at once, with the probabilities as they are then. */
const BLOCK = 2048;
const LONGEST = 273;
/** How many earlier places with the same three bytes are tried. */
const CHAIN = 1000;
/** Cost of a bit in 1/16 bits, by its probability in 128ths. */
const bitPrices = Array.from({ length: 129 }, (_, p) => -16 * Math.log2(Math.max(p, 0.5) / 128));

/** @param {number} count */
const probabilities = (count) => new Uint16Array(count).fill(1024);

/** The range coder, and the price of what it would write. */
class Encoder {
  /** @type {number[]} */
  bytes = [];
  low = 0;
  range = 0xffffffff;
  cache = 0;
  pending = 1;

  /** @param {Uint16Array} at @param {number} index @param {number} bit */
  bit(at, index, bit) {
    const probability = at[index];
    const bound = (this.range >>> 11) * probability;
    if (bit === 0) {
      this.range = bound;
      at[index] = probability + ((2048 - probability) >> 5);
    } else {
      this.low += bound;
      this.range -= bound;
      at[index] = probability - (probability >> 5);
    }
    this.normalise();
  }

  /** @param {number} value @param {number} bits */
  direct(value, bits) {
    for (let place = bits - 1; place >= 0; place--) {
      this.range >>>= 1;
      if ((value >> place) & 1) this.low += this.range;
      this.normalise();
    }
  }

  normalise() {
    if (this.range >= 0x1000000) return;
    this.range = (this.range << 8) >>> 0;
    this.shift();
  }

  shift() {
    if (this.low < 0xff000000 || this.low >= 0x100000000) {
      const carry = this.low >= 0x100000000 ? 1 : 0;
      for (; this.pending > 0; this.pending--) {
        this.bytes.push((this.cache + carry) & 0xff);
        this.cache = 0xff;
      }
      this.cache = (this.low >>> 24) & 0xff;
    }
    this.pending++;
    this.low = (this.low % 0x1000000) * 0x100;
  }

  finish() {
    for (let count = 0; count < 5; count++) this.shift();
    return Uint8Array.from(this.bytes);
  }
}

/** Has the interface of Encoder, and only adds up what it would cost. */
class Meter {
  price = 0;

  /** @param {Uint16Array} at @param {number} index @param {number} bit */
  bit(at, index, bit) {
    this.price += bitPrices[(bit === 0 ? at[index] : 2048 - at[index]) >> 4];
  }

  /** @param {number} _value @param {number} bits */
  direct(_value, bits) {
    this.price += 16 * bits;
  }
}

/** @typedef {Encoder | Meter} Coder */

/** @param {Coder} to @param {Uint16Array} at @param {number} start @param {number} value @param {number} bits */
function tree(to, at, start, value, bits) {
  let node = 1;
  for (let place = bits - 1; place >= 0; place--) {
    const bit = (value >> place) & 1;
    to.bit(at, start + node, bit);
    node = (node << 1) | bit;
  }
}

/** @param {Coder} to @param {Uint16Array} at @param {number} start @param {number} value @param {number} bits */
function reverseTree(to, at, start, value, bits) {
  let node = 1;
  for (let place = 0; place < bits; place++) {
    const bit = (value >> place) & 1;
    to.bit(at, start + node, bit);
    node = (node << 1) | bit;
  }
}

class Model {
  match = probabilities(12);
  repeat = probabilities(12);
  older = probabilities(12);
  older1 = probabilities(12);
  older2 = probabilities(12);
  long = probabilities(12);
  slot = probabilities(256);
  middle = probabilities(128);
  lowBits = probabilities(16);
  lengths = probabilities(274);
  repeatLengths = probabilities(274);
  literals = probabilities(8 * 0x300);

  /** @param {Coder} to @param {Uint8Array} data @param {number} at @param {number} state @param {number} last */
  literal(to, data, at, state, last) {
    to.bit(this.match, state, 0);
    const start = 0x300 * ((at > 0 ? data[at - 1] : 0) >> 5);
    let matched = state >= 7;
    let expected = matched ? data[at - last - 1] : 0;
    let node = 1;
    for (let place = 7; place >= 0; place--) {
      const bit = (data[at] >> place) & 1;
      const likely = (expected >> 7) & 1;
      expected <<= 1;
      to.bit(this.literals, start + (matched ? (1 + likely) << 8 : 0) + node, bit);
      if (likely !== bit) matched = false;
      node = (node << 1) | bit;
    }
  }

  /** @param {Coder} to @param {Uint16Array} at @param {number} length less 2 */
  length(to, at, length) {
    to.bit(at, 0, length < 8 ? 0 : 1);
    if (length < 8) return tree(to, at, 2, length, 3);
    to.bit(at, 1, length < 16 ? 0 : 1);
    if (length < 16) tree(to, at, 10, length - 8, 3);
    else tree(to, at, 18, length - 16, 8);
  }

  /** @param {Coder} to @param {number} distance less 1 @param {number} length less 2 */
  distance(to, distance, length) {
    const top = 31 - Math.clz32(distance);
    const slot = distance < 4 ? distance : top * 2 + ((distance >> (top - 1)) & 1);
    tree(to, this.slot, 64 * Math.min(length, 3), slot, 6);
    if (slot < 4) return;
    const bits = (slot >> 1) - 1;
    const base = (2 | (slot & 1)) << bits;
    if (slot < 14) return reverseTree(to, this.middle, base - slot, distance - base, bits);
    to.direct((distance - base) >> 4, bits - 4);
    reverseTree(to, this.lowBits, 0, distance & 15, 4);
  }

  /** What says that a match comes, and how far back. @param {Coder} to @param {number} state @param {number} which -1 new, 0…3 */
  kind(to, state, which) {
    to.bit(this.match, state, 1);
    to.bit(this.repeat, state, which < 0 ? 0 : 1);
    if (which < 0) return;
    to.bit(this.older, state, which === 0 ? 0 : 1);
    if (which === 0) return;
    to.bit(this.older1, state, which === 1 ? 0 : 1);
    if (which > 1) to.bit(this.older2, state, which === 2 ? 0 : 1);
  }
}

/** @param {number} state */
const afterLiteral = (state) => (state < 4 ? 0 : state < 10 ? state - 3 : state - 6);

/**
 * For each place the longest matches: for each length, the nearest earlier place.
 * @param {Uint8Array} data
 * @returns {{ length: number, distance: number }[][]} ascending by length
 */
function matchesOf(data) {
  const before = new Int32Array(data.length).fill(-1);
  /** @type {Map<number, number>} */
  const heads = new Map();
  /** @type {Map<number, number>} */
  const pairs = new Map();
  const rows = [];
  for (let at = 0; at < data.length; at++) {
    /** @type {{ length: number, distance: number }[]} */
    const row = [];
    const most = Math.min(LONGEST, data.length - at);
    let longest = 1;
    const pair = data[at] | (data[at + 1] << 8);
    const near = pairs.get(pair);
    pairs.set(pair, at);
    if (near !== undefined && most >= 2) {
      longest = 2;
      row.push({ length: 2, distance: at - near - 1 });
    }
    if (most >= 3) {
      const key = pair | (data[at + 2] << 16);
      let from = heads.get(key) ?? -1;
      before[at] = from;
      heads.set(key, at);
      for (let tries = CHAIN; from >= 0 && tries > 0 && longest < most; tries--) {
        let length = 3;
        while (length < most && data[from + length] === data[at + length]) length++;
        if (length > longest) {
          longest = length;
          row.push({ length, distance: at - from - 1 });
        }
        from = before[from];
      }
    }
    rows.push(row);
  }
  return rows;
}

/** @param {readonly number[]} last @param {number} which @param {number} distance */
function newest(last, which, distance) {
  if (which < 0) return [distance, last[0], last[1], last[2]];
  return [last[which], ...last.filter((_, index) => index !== which)];
}

/**
 * @typedef {object} Node a place that is reached, and how
 * @property {number} price
 * @property {number} from
 * @property {number} length 0: a literal; 1: one byte at the last distance
 * @property {number} which -1: at a new distance
 * @property {number} distance
 * @property {number} state
 * @property {readonly number[]} last
 */

/**
 * The bytes compressed.
 * @param {Uint8Array} data
 */
export function compress(data) {
  const model = new Model();
  const encoder = new Encoder();
  const matches = matchesOf(data);
  let state = 0;
  /** @type {readonly number[]} */
  let last = [0, 0, 0, 0];
  for (let start = 0; start < data.length; start += BLOCK) {
    const end = Math.min(start + BLOCK, data.length);
    for (const step of cheapest(model, data, matches, start, end, state, last)) {
      const { from, length, which, distance } = step;
      if (length === 0) model.literal(encoder, data, from, state, last[0]);
      else {
        model.kind(encoder, state, which);
        if (which === 0) encoder.bit(model.long, state, length === 1 ? 0 : 1);
        if (which < 0) {
          model.length(encoder, model.lengths, length - 2);
          model.distance(encoder, distance, length - 2);
        } else if (length > 1) model.length(encoder, model.repeatLengths, length - 2);
      }
      ({ state, last } = step);
    }
  }
  return encoder.finish();
}

/**
 * The cheapest steps from start to end.
 * @param {Model} model
 * @param {Uint8Array} data
 * @param {{ length: number, distance: number }[][]} matches
 * @param {number} start
 * @param {number} end
 * @param {number} firstState
 * @param {readonly number[]} firstLast
 */
function cheapest(model, data, matches, start, end, firstState, firstLast) {
  /** @param {(to: Meter) => void} write */
  const priceOf = (write) => {
    const meter = new Meter();
    write(meter);
    return meter.price;
  };
  const lengthsOf = (/** @type {Uint16Array} */ at) =>
    Array.from({ length: LONGEST - 1 }, (_, length) =>
      priceOf((to) => model.length(to, at, length)),
    );
  const lengthPrices = lengthsOf(model.lengths);
  const repeatPrices = lengthsOf(model.repeatLengths);
  /** @type {Node[]} */
  const nodes = new Array(end - start + 1);
  /** @param {Node} node @param {number} to */
  const offer = (node, to) => {
    const known = nodes[to - start];
    if (known === undefined || node.price < known.price) nodes[to - start] = node;
  };
  const none = { price: 0, from: -1, length: 0, which: -1, distance: 0 };
  nodes[0] = { ...none, state: firstState, last: firstLast };
  for (let at = start; at < end; at++) {
    const { price, state, last } = nodes[at - start];
    const literal = priceOf((to) => model.literal(to, data, at, state, last[0]));
    offer({ ...none, price: price + literal, from: at, state: afterLiteral(state), last }, at + 1);
    for (let which = 0; which < 4; which++) {
      const distance = last[which];
      if (distance >= at) continue;
      let most = 0;
      while (
        at + most < end &&
        most < LONGEST &&
        data[at + most] === data[at + most - distance - 1]
      ) {
        most++;
      }
      if (most === 0) continue;
      const kind = price + priceOf((to) => model.kind(to, state, which));
      if (which === 0) {
        const short = kind + priceOf((to) => to.bit(model.long, state, 0));
        const next = { from: at, length: 1, which, distance, state: state < 7 ? 9 : 11, last };
        offer({ ...next, price: short }, at + 1);
      }
      const long = kind + (which === 0 ? priceOf((to) => to.bit(model.long, state, 1)) : 0);
      const after = { state: state < 7 ? 8 : 11, last: newest(last, which, distance) };
      for (let length = 2; length <= most; length++) {
        const total = long + repeatPrices[length - 2];
        offer({ price: total, from: at, length, which, distance, ...after }, at + length);
      }
    }
    const kind = price + priceOf((to) => model.kind(to, state, -1));
    let length = 2;
    for (const row of matches[at]) {
      const { distance } = row;
      const after = { state: state < 7 ? 7 : 10, last: newest(last, -1, distance) };
      const far = [0, 1, 2, 3].map((short) => priceOf((to) => model.distance(to, distance, short)));
      for (; length <= Math.min(row.length, end - at); length++) {
        const total = kind + lengthPrices[length - 2] + far[Math.min(length - 2, 3)];
        offer({ price: total, from: at, length, which: -1, distance, ...after }, at + length);
      }
    }
  }
  const steps = [];
  for (let at = end; at > start; at = nodes[at - start].from) steps.push(nodes[at - start]);
  return steps.reverse();
}
