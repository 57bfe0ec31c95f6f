// Object, Reflect, functions, symbols: attributes and refusals.
import { line } from './support';

export function main() {
  line('descriptors', () =>
    Object.getOwnPropertyDescriptors({
      get a() {
        return 1;
      },
      set a(_x) {},
      b: 2,
      [Symbol('q')]: 3,
    }),
  );
  line('defineProperty', () => Object.defineProperty({}, 'x', { value: 1 }));
  line('accessor', () => Object.defineProperty({}, 'x', { get: () => 1, configurable: true }));
  line('redefine', () =>
    Object.defineProperty(Object.defineProperty({}, 'x', { value: 1 }), 'x', { value: 2 }),
  );
  line('redefine writable', () =>
    Object.defineProperty(Object.defineProperty({}, 'x', { value: 1, writable: true }), 'x', {
      value: 2,
    }),
  );
  line('data to accessor', () =>
    Object.defineProperty(Object.defineProperty({}, 'x', { value: 1, configurable: true }), 'x', {
      get: () => 5,
    }),
  );
  line('freeze', () =>
    Object.freeze({
      a: 1,
      get b() {
        return 2;
      },
    }),
  );
  line('seal', () => Object.seal({ a: 1 }));
  line('write frozen', () => {
    class Point {
      x = 1;
    }
    (Object.freeze(new Point()) as any).x = 2;
  });
  line('write frozen array', () => ((Object.freeze([1]) as any)[0] = 2));
  line('delete frozen', () => delete (Object.freeze({ a: 1 }) as any).a);
  line('add to sealed', () => ((Object.seal({}) as any).a = 1));
  line(
    'no setter',
    () =>
      ((
        {
          get a() {
            return 1;
          },
        } as any
      ).a = 2),
  );
  line('fromEntries', () => Object.fromEntries(new Map([['x', 1]])));
  line('fromEntries of numbers', () => Object.fromEntries([1] as any));
  line('create', () => Object.create(null, { a: { value: 1, enumerable: true } }));
  line('create of 1', () => Object.create(1 as any));
  line('prototype of the closed', () => Object.setPrototypeOf(Object.preventExtensions({}), {}));
  line('cycle', () => {
    const a = {};
    Object.setPrototypeOf(a, Object.create(a));
  });
  line('order of keys', () =>
    Object.keys({ b: 1, 2: 1, a: 1, 1: 1, [Symbol.iterator]: 1, '-1': 1, '01': 1 } as any),
  );
  line('assign', () =>
    Object.assign({}, 'ab', null, [9], {
      get x() {
        return 1;
      },
    }),
  );
  line('__proto__', () => {
    const object: any = {};
    object.__proto__ = { q: 1 };
    return [object.q, Object.keys(object), '__proto__' in object];
  });
  line('Reflect', () => [
    Reflect.ownKeys({ a: 1, [Symbol.iterator]: 2, 5: 1 }).length,
    Reflect.get(
      {
        get a() {
          return (this as any).z;
        },
        z: 0,
      } as any,
      'a',
      { z: 7 },
    ),
    Reflect.set(Object.freeze({ a: 1 }), 'a', 2),
    Reflect.defineProperty(Object.freeze({}), 'x', { value: 1 }),
    Reflect.deleteProperty(Object.freeze({ a: 1 }), 'a'),
  ]);
  line('bind', () => {
    function target(this: any, a: any, b: any) {
      return [this, a, b];
    }
    const bound = target.bind('T', 1);
    return [bound(2), bound.name, bound.length, 'prototype' in bound];
  });
  line('apply', () =>
    function (this: any, ...values: any[]) {
      return [this, values];
    }.apply(1, { length: 2, 0: 'a' } as any),
  );
  line('apply to 5', () => (() => 0).apply(1 as any, 5 as any));
  line('names and lengths', () => [
    ((_a: any, _b = 1, ..._c: any[]) => 0).length,
    Array.prototype.map.length,
    Array.prototype.map.name,
    Map.name,
    Map.length,
    Math.max.length,
    JSON.stringify.length,
    Object.getOwnPropertyDescriptor(Map.prototype, 'size')!.get!.name,
    Promise.length,
    Symbol.length,
  ]);
  line('new Symbol', () => new (Symbol as any)());
  line('Map()', () => (Map as any)());
  line('Error()', () => Error('x').message + (TypeError('y') instanceof TypeError));
  line('symbols', () => [
    Symbol.for('a') === Symbol.for('a'),
    Symbol.keyFor(Symbol.for('b')),
    Symbol.keyFor(Symbol('b')),
    Symbol('d').description,
    Symbol().description,
    Symbol.iterator.toString(),
  ]);
  line('own names of an error', () => {
    const error = new Error('m', { cause: 1 });
    return [Object.getOwnPropertyNames(error).filter((name) => name !== 'stack'), String(error)];
  });
  for (const [name, object] of Object.entries({
    Array: Array.prototype,
    Number,
    Math,
    ObjectPrototype: Object.prototype,
    Reflect,
    Map: Map.prototype,
    Promise: Promise.prototype,
  })) {
    const names = Object.getOwnPropertyNames(object).filter(
      (key) => !key.startsWith('__def') && !key.startsWith('__look'),
    );
    line(`names of ${name}`, () => names.sort());
  }
}
