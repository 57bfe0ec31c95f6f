/**
 * Strings, for the rest of the core: everything about them is exported here. The address of a string is a u32; "flat" in a parameter's
 * name means that it must be flat. Layouts are in flat-strings.ts, flattening in ropes.ts, property keys in intern.ts.
 */
export * from './code-points';
export * from './comparison';
export * from './flat-strings';
export * from './intern';
export * from './long-numbers';
export * from './ropes';
export * from './string-conversion';
