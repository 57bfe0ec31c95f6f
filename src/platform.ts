/**
 * A module of Node's own, when this runs in Node (20.16 or later) or in what behaves like it; undefined elsewhere. What asks for one
 * goes on without it: bundles for browsers hold no import of `node:`, and nothing is awaited.
 */
export function nodeModule<Module>(name: `node:${string}`): Module | undefined {
  try {
    const { process } = globalThis as { process?: { getBuiltinModule?(name: string): unknown } };
    return process?.getBuiltinModule?.(name) as Module | undefined;
  } catch {
    return undefined;
  }
}
