/** What the programs of this folder share: a text for any value, and one printed line per experiment. */

/** A value as text: types, own properties and attributes included; runs getters of the language only. */
export function show(value: any, depth = 0): string {
  if (value === null) return 'null';
  if (typeof value === 'string') return JSON.stringify(value);
  if (typeof value === 'number') return Object.is(value, -0) ? '-0' : String(value);
  if (typeof value === 'symbol') return value.toString();
  if (typeof value === 'function') return `function ${value.name}/${value.length}`;
  if (typeof value !== 'object') return String(value);
  if (depth > 3) return '…';
  if (Array.isArray(value)) return showArray(value, depth);
  if (value instanceof Map) return `Map${show([...value], depth + 1)}`;
  if (value instanceof Set) return `Set${show([...value], depth + 1)}`;
  if (value instanceof Error)
    return `${value.name}(${Object.getPrototypeOf(value).constructor.name})`;
  const parts = Reflect.ownKeys(value).map((key) => {
    const { writable, enumerable, configurable, ...rest } = Object.getOwnPropertyDescriptor(
      value,
      key,
    )!;
    const flags = `${writable ? 'w' : ''}${enumerable ? 'e' : ''}${configurable ? 'c' : ''}`;
    return `${String(key)}(${flags}):${'value' in rest ? show(rest.value, depth + 1) : 'accessor'}`;
  });
  return `${Object.prototype.toString.call(value)}{${parts.join(',')}}`;
}

function showArray(value: any[], depth: number): string {
  const parts: string[] = [];
  for (let i = 0; i < value.length && i < 30; i++) {
    parts.push(i in value ? show(value[i], depth + 1) : '<hole>');
  }
  for (const key of Object.keys(value)) {
    if (!(Number(key) >= 0)) parts.push(`${key}:${show((value as any)[key], depth + 1)}`);
  }
  return `[${parts.join(',')}]${value.length > 30 ? value.length : ''}`;
}

/** Prints what an experiment gives or throws. */
export function line(label: string, experiment: () => any): void {
  let result: string;
  try {
    result = show(experiment());
  } catch (error: any) {
    result = `throws ${error?.name}: ${error?.message}`;
  }
  console.log(`${label} = ${result}`);
}

/** Calls a method of a prototype on any receiver. */
export function apply(prototype: any, name: string, receiver: any, values: any[] = []): any {
  return prototype[name].apply(receiver, values);
}
