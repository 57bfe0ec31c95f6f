/**
 * Parts of the language that test programs ask for with `// needs: NAME`. A name moves from
 * `plannedFeatures` to `supportedFeatures` when its programs pass; nothing else has to change.
 */

/** Programs that need only these run in raya-vm. */
export const supportedFeatures: ReadonlySet<string> = new Set<string>([
  'array-subclass',
  'for-in',
  'reflect',
  'structured-clone',
  'symbols',
  'tagged-templates',
  'timers',
  'uri',
  'weak-collections',
]);

/** Named by programs, not supported yet. A name in neither set is a mistake in the program. */
export const plannedFeatures: ReadonlySet<string> = new Set([
  'arguments',
  'private-fields',
  'bigint',
  'date',
  'decorators',
  'generators',
  'async-iteration',
  'iterator-helpers',
  'normalize',
  'regexp',
  'typed-arrays',
  'new-target',
  'sparse-arrays',
  'element-attributes',
  'invalid-escapes',
]);
