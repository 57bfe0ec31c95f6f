// A compiler transform: writes the custom section `as-bind_bindings`, in which as-bind's runtime
// finds the types of exported functions and the run-time ids of the classes they use.

import { Transform } from 'assemblyscript/transform';

/** The entry files of a program have this kind (AssemblyScript's SourceKind.UserEntry). */
const USER_ENTRY = 1;

/** @param {any} type */
const nameOf = (type) => type.getClass()?.internalName ?? type.toString();

/**
 * Adds a class, and the classes of its type arguments, to the table of ids.
 * @param {any} type
 * @param {Record<string, { id: number, byteSize: number }>} typeIds
 */
function collectTypeIds(type, typeIds) {
  const target = type.getClass();
  if (!target) return;
  typeIds[target.internalName] = { id: target.id, byteSize: target.nextMemoryOffset };
  for (const argument of target.typeArguments ?? []) collectTypeIds(argument, typeIds);
}

export default class AsBindBindings extends Transform {
  /** @param {any} module */
  afterCompile(module) {
    /** @type {Record<string, { id: number, byteSize: number }>} */
    const typeIds = {};
    /** @type {Record<string, { returnType: string, parameters: string[] }>} */
    const exportedFunctions = {};
    for (const source of this.program.sources) {
      if (source.sourceKind !== USER_ENTRY) continue;
      const file = this.program.filesByName.get(source.internalPath);
      for (const [name, element] of file?.exports ?? []) {
        const target = /** @type {any} */ (element).instances?.get('');
        if (!target?.signature) continue;
        const types = [...target.signature.parameterTypes, target.signature.returnType];
        for (const type of types) collectTypeIds(type, typeIds);
        exportedFunctions[name] = {
          returnType: nameOf(target.signature.returnType),
          parameters: target.signature.parameterTypes.map(nameOf),
        };
      }
    }
    const bindings = JSON.stringify({ typeIds, importedFunctions: {}, exportedFunctions });
    module.addCustomSection('as-bind_bindings', new TextEncoder().encode(bindings));
  }
}
